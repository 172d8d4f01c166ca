/* Numbers of iterations and rounded values that take part in the sum. */
#include <math.h>
__attribute__((noinline)) static int newton(double *y, double a) {
  int k = 0;
  double v = *y;
  while (fabs(v * v - a) > 1e-12 && k < 50) { v = 0.5 * (v + a / v); k++; }
  *y = v;
  return k;
}
double integers_in_memory(double *x, int n) {
  double s = 0, y = 1.0;
  for (int i = 0; i < n; i++) {
    int k = newton(&y, x[i]);
    s += y * k + (double)lround(x[i] * 10.0) * x[0];
  }
  return s;
}
