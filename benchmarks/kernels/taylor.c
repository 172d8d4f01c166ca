#include <math.h>
/* The first terms of Taylor's series of -log(1 - x). */
double taylor_objective(int terms, const double *x) {
  double sum = 0.0;
  for (int i = 1; i <= terms; i++)
    sum += pow(*x, i) / i;
  return sum;
}
