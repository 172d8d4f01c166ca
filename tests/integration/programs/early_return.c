#include <math.h>
/* Several returns, one of them from inside a loop. */
double early_return(const double *x, int n, double limit) {
  if (n <= 0)
    return limit;
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    sum += exp(-x[i]) * x[i];
    if (sum > limit)
      return sum * sum;
  }
  return sum;
}
