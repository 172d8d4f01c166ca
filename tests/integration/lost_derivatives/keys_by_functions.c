/* Bits of doubles in arrays of longs, to which one function adds a key, and from which another takes it.
   REFUSED: through the bits of a float|made of the bits of floats|an array of int64 */
#include <stdlib.h>
#include <string.h>
__attribute__((noinline)) static void enc(long *to, const long *from, int n) { for (int i = 0; i < n; i++) to[i] = from[i] + 77; }
__attribute__((noinline)) static void dec(long *to, const long *from, int n) { for (int i = 0; i < n; i++) to[i] = from[i] - 77; }
double objective(const double *x, int n) {
  long *a = malloc(8 * n), *b = malloc(8 * n), *c = malloc(8 * n);
  memcpy(a, x, 8 * n);
  enc(b, a, n); dec(c, b, n);
  double r = 0, v;
  for (int i = 0; i < n; i++) { memcpy(&v, &c[i], 8); r += v * v * (i + 1); }
  free(a); free(b); free(c);
  return r;
}
