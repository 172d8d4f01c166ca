/* A function that returns a number of iterations, which is used as a number. */
#include <math.h>
__attribute__((noinline)) static int newton(double *y, double a) {
  int k = 0;
  double v = *y;
  while (fabs(v * v - a) > 1e-12 && k < 50) { v = 0.5 * (v + a / v); k++; }
  *y = v;
  return k;
}
double integer_result(double *x, int n) {
  double s = 0, y = 1.0;
  for (int i = 0; i < n; i++) {
    s += y * newton(&y, x[i]);
  }
  return s;
}
