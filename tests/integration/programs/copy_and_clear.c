#include <string.h>
/* memcpy, memmove and memset on arrays of doubles. */
double copy_and_clear(double *x, int n) {
  double saved[16];
  memcpy(saved, x, n * sizeof(double));
  memset(x, 0, (n / 2) * sizeof(double));
  for (int i = 0; i < n; i++)
    x[i] += saved[i] * saved[n - 1 - i];
  memmove(x + 1, x, (n - 1) * sizeof(double));
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += x[i] * saved[i];
  return sum;
}
