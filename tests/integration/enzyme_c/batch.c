/* A function applied to several sets of arguments. */
#include "check.h"

extern int enzyme_width, enzyme_vector, enzyme_scalar, enzyme_buffer;
struct four { double a, b, c, d; };
struct two { double a, b; };
struct four __enzyme_batch(void *, ...);
struct two __enzyme_batch_two(void *, ...);

double scaled(double x, double factor) { return factor * x * x; }
double second(const double *x) { return x[1]; }

int main(void) {
  struct four y = __enzyme_batch((void *)scaled, enzyme_width, 4, enzyme_vector, 1.0, 2.0, 3.0, 4.0, enzyme_scalar, 10.0);
  CHECK(y.a, 10);
  CHECK(y.b, 40);
  CHECK(y.c, 90);
  CHECK(y.d, 160);
  double x[4] = {1, 2, 3, 4};
  struct two z = __enzyme_batch_two((void *)second, enzyme_width, 2, enzyme_buffer, 2 * sizeof(double), x);
  CHECK(z.a, 2);
  CHECK(z.b, 4);
  return failures;
}
