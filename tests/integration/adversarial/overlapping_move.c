/* memmove up and down within one array. */
#include <string.h>
double overlapping_move(double *x, int n) {
  for (int i = 0; i < n; i++) x[i] = x[i] * x[i];
  memmove(x + 2, x, (n - 2) * sizeof(double));
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * (i + 1);
  memmove(x, x + 1, (n - 1) * sizeof(double));
  for (int i = 0; i < n; i++) s += x[i] * x[i] * (i + 2);
  return s;
}
