/* A function that returns new memory, freed by its caller. */
#include <stdlib.h>
__attribute__((noinline)) static double *copy(const double *x, int n) {
  double *y = malloc(n * sizeof *y);
  for (int i = 0; i < n; i++) y[i] = x[i] * x[i];
  return y;
}
double callee_allocates(double *x, int n) {
  double *y = copy(x, n);
  double *z = copy(y, n);
  double s = 0;
  for (int i = 0; i < n; i++) s += y[i] * z[n - 1 - i];
  free(y); free(z);
  return s;
}
