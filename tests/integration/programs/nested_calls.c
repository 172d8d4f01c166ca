#include <math.h>
/* Calls that are not inlined, two deep, with results and with a pointer. */
__attribute__((noinline)) static double inner(double a, double b) { return a * sin(b); }

__attribute__((noinline)) static void scale(double *x, int n, double factor) {
  for (int i = 0; i < n; i++)
    x[i] *= inner(factor, x[i]);
}

__attribute__((noinline)) static double total(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += inner(x[i], x[i]);
  return sum;
}

double nested_calls(double *x, int n, double factor) {
  scale(x, n, factor);
  double before = total(x, n);
  scale(x, n, before);
  return total(x, n) + before;
}
