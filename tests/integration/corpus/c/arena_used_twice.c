// An arena hands out memory for integers, floats and pointers; one region is used for several kinds, one after the other.
#include <stdlib.h>
#include <string.h>

struct arena { char *base; size_t used; };
static void *take(struct arena *a, size_t bytes) {
  void *p = a->base + a->used;
  a->used += (bytes + 7) / 8 * 8;
  return p;
}

double objective(const double *x, int n) {
  struct arena a = {malloc(4096), 0};
  long *order = take(&a, n * sizeof(long));
  for (int i = 0; i < n; i++) order[i] = (i * 3 + 1) % n;
  double *v = take(&a, n * sizeof(double));
  for (int i = 0; i < n; i++) v[i] = x[order[i]] * x[i];
  double sum = 0.0;
  for (int i = 0; i < n; i++) sum += v[i];
  a.used = 0;
  double *w = take(&a, n * sizeof(double));
  memcpy(w, x, n * sizeof(double));
  double *u = take(&a, n * sizeof(double));
  for (int i = 0; i < n; i++) memcpy(&u[i], &w[n - 1 - i], sizeof(double));
  for (int i = 0; i < n; i++) sum += u[i] * w[i] * (i + 1);
  free(a.base);
  return sum;
}
