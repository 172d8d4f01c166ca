/* Decisions by sign bit, isnan and the like. */
#include <string.h>
#include <math.h>
double sign_bit(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double v = x[i] - 1.0;
    if (signbit(v)) s += v * v; else s += v;
    if (isnan(v) || isinf(v)) s = 0;
    if (isnormal(v)) s += v;
  }
  return s;
}
