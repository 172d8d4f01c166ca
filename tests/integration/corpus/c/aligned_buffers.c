/* Memory from posix_memalign, aligned_alloc and calloc; freed early, late, and only if it was allocated. */
#include <stdlib.h>

double objective(const double *x, int n) {
  void *memory = NULL;
  if (posix_memalign(&memory, 64, n * sizeof(double)) != 0) return -1;
  double *squares = memory;
  double *sums = aligned_alloc(64, (n * sizeof(double) + 63) / 64 * 64), *extra = NULL;
  for (int i = 0; i < n; i++) squares[i] = x[i] * x[i];
  double sum = 0;
  for (int i = 0; i < n; i++) sums[i] = sum += squares[i];
  if (sum > 3) {
    extra = calloc(n, sizeof *extra);
    for (int i = 0; i < n; i++) extra[i] += sums[i] * squares[n - 1 - i];
  }
  free(squares);
  double result = 0;
  for (int i = 0; i < n; i++) result += extra ? extra[i] / sums[i] : sums[i];
  free(extra);
  free(sums);
  return result;
}
