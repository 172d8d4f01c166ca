/* Memory that is read, overwritten, and read again. */
#include "check.h"

void __enzyme_autodiff(void *, ...);

double f_read(double *x) {
  double product = (*x) * (*x);
  return product;
}

void g_write(double *x, double product) { *x = (*x) * product; }

double h_read(double *x) { return *x; }

double read_write_read(double *x) {
  double product = f_read(x);
  g_write(x, product);
  double result = h_read(x);
  return result;
}

void jacobian_like(double *x) {
  x[0] += x[1] * x[1];
  x[1] = -x[1];
}

int main(void) {
  double x = 2, dx = 0;
  __enzyme_autodiff((void *)read_write_read, &x, &dx);
  CHECK(x, 8);
  CHECK(dx, 12);

  double y[2] = {1.2, 3.4}, dy[2] = {5.6, 7.8};
  __enzyme_autodiff((void *)jacobian_like, y, dy);
  CHECK(y[0], 1.2 + 3.4 * 3.4);
  CHECK(y[1], -3.4);
  CHECK(dy[0], 5.6);
  CHECK(dy[1], 5.6 * 2 * 3.4 - 7.8);
  return failures;
}
