/* A function of one number, with and without markers. */
#include "check.h"

extern int enzyme_out, enzyme_const, enzyme_byref, enzyme_primal_return;
double __enzyme_autodiff(void *, ...);
double __enzyme_autodiff_with_value(double (*)(double), int, double);
typedef struct {
  double value, dx;
} value_and_derivative;
value_and_derivative __enzyme_autodiff_both(void *, ...);

double square(double x) { return x * x; }
double shifted(double x, int n) { return n * exp(x); }
static double hidden(double x) { return sin(x) * x; }

int main(void) {
  for (double x = -2; x < 3; x += 0.5) {
    CHECK(__enzyme_autodiff((void *)square, x), 2 * x);
    CHECK(__enzyme_autodiff(square, enzyme_out, x), 2 * x);
    CHECK(__enzyme_autodiff((void *)hidden, x), cos(x) * x + sin(x));
    CHECK(__enzyme_autodiff((void *)shifted, x, 3), 3 * exp(x));
    CHECK(__enzyme_autodiff((void *)shifted, enzyme_out, x, enzyme_const, 3), 3 * exp(x));
    CHECK(__enzyme_autodiff_with_value(square, enzyme_out, x), 2 * x);
    value_and_derivative both = __enzyme_autodiff_both((void *)square, enzyme_primal_return, x);
    CHECK(both.value, x * x);
    CHECK(both.dx, 2 * x);
    CHECK(__enzyme_autodiff((void *)shifted, enzyme_out, enzyme_byref, sizeof x, &x, enzyme_const, 3), 3 * exp(x));
  }
  return failures;
}
