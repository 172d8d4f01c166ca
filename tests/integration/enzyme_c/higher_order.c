/* Derivatives of functions that ask for derivatives: every order of modes. */
#include "check.h"

extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
void __enzyme_fwddiff_void(void *, ...);
void __enzyme_autodiff_void(void *, ...);

double f(double x) { return sin(x) * x * x; }
double second(double x) { return 2 * sin(x) + 4 * x * cos(x) - x * x * sin(x); }

double reverse(double x) { return __enzyme_autodiff((void *)f, x); }
double forward(double x) { return __enzyme_fwddiff((void *)f, x, 1.0); }

double energy(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i + 1 < n; i++)
    sum += x[i] * x[i] * x[i + 1];
  return sum;
}
void gradient(const double *x, double *g, int n) {
  for (int i = 0; i < n; i++)
    g[i] = 0;
  __enzyme_autodiff_void((void *)energy, enzyme_dup, x, g, enzyme_const, n);
}

int main(void) {
  double x = 0.7;
  CHECK(__enzyme_fwddiff((void *)reverse, x, 1.0), second(x));
  CHECK(__enzyme_autodiff((void *)forward, x), second(x));
  CHECK(__enzyme_autodiff((void *)reverse, x), second(x));
  CHECK(__enzyme_fwddiff((void *)forward, x, 1.0), second(x));

  double p[3] = {1, 2, 3}, v[3] = {0, 1, 0}, g[3], hv[3];
  __enzyme_fwddiff_void((void *)gradient, enzyme_dup, p, v, enzyme_dup, g, hv, enzyme_const, 3);
  CHECK(g[0], 4);
  CHECK(g[1], 1 + 2 * 2 * 3);
  CHECK(hv[0], 2);
  CHECK(hv[1], 6);
  CHECK(hv[2], 4);
  return failures;
}
