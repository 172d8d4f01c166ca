/* Floats that the function has stored itself, copied as an array into ints with which other functions compute.
   REFUSED: through the bits of a float|made of the bits of floats|an array of int64 */
#include <stdlib.h>
#include <string.h>
__attribute__((noinline)) static void enc(int *to, const int *from, int n) { for (int i = 0; i < n; i++) to[i] = from[i] + 77; }
__attribute__((noinline)) static void dec(int *to, const int *from, int n) { for (int i = 0; i < n; i++) to[i] = from[i] - 77; }
double objective(const double *x, int n) {
  int *a = malloc(4 * n), *b = malloc(4 * n), *c = malloc(4 * n);
  float *y = malloc(4 * n);
  for (int i = 0; i < n; i++) y[i] = (float)x[i];
  memcpy(a, y, 4 * n);
  enc(b, a, n); dec(c, b, n);
  double r = 0; float v;
  for (int i = 0; i < n; i++) { memcpy(&v, &c[i], 4); r += v * v * (i + 1); }
  free(a); free(b); free(c); free(y);
  return r;
}
