#include <math.h>
/* A while loop whose number of iterations depends on the data. */
double while_data(double x, double limit) {
  double sum = x;
  while (sum < limit)
    sum = sum * 1.5 + sin(sum);
  return sum * x;
}
