#include <math.h>
/* A square root that is not taken at 0: the branch not taken contributes exactly nothing. */
double guarded_sqrt(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double root = x[i] > 0.0 ? sqrt(x[i]) : 0.0;
    double ratio = x[i] != 0.0 ? 1.0 / x[i] : 0.0;
    sum += root * 3.0 + 0.5 * ratio + x[i];
  }
  return sum;
}
