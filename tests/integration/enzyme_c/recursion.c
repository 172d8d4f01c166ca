/* Recursive functions, one by itself and two by each other. */
#include "check.h"

extern int enzyme_const, enzyme_out;
double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

double power(double x, int n) { return n == 0 ? 1 : x * power(x, n - 1); }
double odd(double x, int n);
double even(double x, int n) { return n == 0 ? x : sin(odd(x, n - 1)); }
double odd(double x, int n) { return n == 0 ? 2 * x : even(x, n - 1) * x; }

int main(void) {
  for (int n = 1; n < 6; n++) {
    CHECK(__enzyme_autodiff((void *)power, enzyme_out, 1.5, enzyme_const, n), n * pow(1.5, n - 1));
    CHECK(__enzyme_autodiff((void *)even, 1.5, n), __enzyme_fwddiff((void *)even, 1.5, 1.0, n));
  }
  CHECK(__enzyme_autodiff((void *)even, 1.5, 2), cos(2.25) * 3);
  return failures;
}
