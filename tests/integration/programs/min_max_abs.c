#include <math.h>
/* fmin, fmax, fabs and their spellings with ?: */
double min_max_abs(const double *x, const double *y, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double larger = fmax(x[i], y[i]), smaller = x[i] < y[i] ? x[i] : y[i];
    sum += larger * larger - smaller * fabs(x[i] - y[i]) + fmin(x[i], 1.0);
  }
  return sum;
}
