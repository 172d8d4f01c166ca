/* Arrays with shadows: accumulated into in reverse mode. */
#include "check.h"

extern int enzyme_dup, enzyme_dupnoneed, enzyme_const, enzyme_out;
void __enzyme_autodiff(void *, ...);

double sum_of_squares(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += x[i] * x[i];
  return sum;
}

void scale(const double *x, double factor, double *y, long n) {
  for (long i = 0; i < n; i++)
    y[i] = factor * x[i] * x[i];
}

double weighted(const double *x, const double *weights, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += weights[i] * sin(x[i]);
  return sum;
}

double __enzyme_autodiff_scale(void *, ...);

int main(void) {
  enum { N = 5 };
  double x[N] = {1, -2, 3, 0.5, 0}, dx[N] = {0};
  __enzyme_autodiff((void *)sum_of_squares, enzyme_dup, x, dx, enzyme_const, N);
  for (int i = 0; i < N; i++)
    CHECK(dx[i], 2 * x[i]);
  /* Without markers: pointers are duplicated, integers are constant; derivatives are added. */
  __enzyme_autodiff((void *)sum_of_squares, x, dx, N);
  for (int i = 0; i < N; i++)
    CHECK(dx[i], 4 * x[i]);

  double y[N], dy[N] = {1, 1, 1, 1, 1}, ex[N] = {0};
  double df = __enzyme_autodiff_scale((void *)scale, enzyme_dup, x, ex, enzyme_out, 3.0, enzyme_dup, y, dy, enzyme_const, (long)N);
  double expected = 0;
  for (int i = 0; i < N; i++) {
    CHECK(y[i], 3 * x[i] * x[i]);
    CHECK(ex[i], 6 * x[i]);
    CHECK(dy[i], 0);
    expected += x[i] * x[i];
  }
  CHECK(df, expected);

  double w[N] = {1, 2, 3, 4, 5}, fx[N] = {0};
  __enzyme_autodiff((void *)weighted, enzyme_dupnoneed, x, fx, enzyme_const, w, N);
  for (int i = 0; i < N; i++)
    CHECK(fx[i], w[i] * cos(x[i]));
  return failures;
}
