/* Functions of the standard libraries that derivatives look into. */
#include "check.h"
#include <cstdlib>
#include <list>

extern int enzyme_dup, enzyme_const;
double __enzyme_fwddiff(void *, ...);
void __enzyme_autodiff(void *, ...);

double listed(const double *x, int n) {
  std::list<double> values;
  for (int i = 0; i < n; i++)
    values.push_front(x[i] * x[i]);
  double sum = 0, weight = 1;
  for (double one : values)
    sum += weight++ * one;
  return sum;
}

static int ascending(const void *a, const void *b) {
  double one = *(const double *)a, other = *(const double *)b;
  return one < other ? -1 : one > other;
}
double smallest_two(double *x, int n) {
  std::qsort(x, n, sizeof *x, ascending);
  return x[0] * x[1];
}

int main() {
  double x[3] = {1, 2, 3}, dx[3] = {0, 1, 0};
  CHECK(__enzyme_fwddiff((void *)listed, enzyme_dup, x, dx, enzyme_const, 3), 2 * 2 * 2);
  double gradient[3] = {0, 0, 0};
  __enzyme_autodiff((void *)listed, enzyme_dup, x, gradient, enzyme_const, 3);
  CHECK(gradient[0], 3 * 2);
  double y[3] = {5, 3, 4}, dy[3] = {0, 0, 0};
  __enzyme_autodiff((void *)smallest_two, enzyme_dup, y, dy, enzyme_const, 3);
  CHECK(y[0], 3);
  CHECK(dy[0], 0);
  CHECK(dy[1], 4);
  CHECK(dy[2], 3);
  return failures;
}
