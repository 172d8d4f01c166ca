/* Declared without a prototype; markers that are defined here; functions in variables. */
#include "check.h"

double __enzyme_autodiff();
int enzyme_const;
static int enzyme_out;
int enzyme_dup = 3;

double square(double x) { return x * x; }
float scaled(float x, char n) { return x * n; }
float __enzyme_autodiff_float();
static double (*const chosen)(double) = square;

double sum(double *x, int n) {
  double total = 0;
  while (n-- > 0)
    total += x[n];
  return total;
}

int main(void) {
  CHECK(__enzyme_autodiff(square, 3.0), 6);
  CHECK(__enzyme_autodiff(square, enzyme_out, 3.0), 6);
  CHECK(__enzyme_autodiff(chosen, 3.0), 6);
  double (*local)(double) = square;
  CHECK(__enzyme_autodiff(local, 3.0), 6);
  CHECK(__enzyme_autodiff_float(scaled, enzyme_out, 3.0f, enzyme_const, 4), 4);
  double x[2] = {1, 2}, dx[2] = {0};
  __enzyme_autodiff(sum, enzyme_dup, x, dx, enzyme_const, 2);
  CHECK(dx[0] + dx[1], 2);
  return failures;
}
