/* A member that is called a long, and is computed with, holds bits of doubles.
   REFUSED: through the bits of a float|made of the bits of floats|an array of int64 */
#include <stdlib.h>
#include <string.h>
struct cell { long key; long value; };
__attribute__((noinline)) static long bump(struct cell *to, const struct cell *from, long n) {
  to->key = from->key + n;
  to->value = from->value;
  return from->value;
}
double objective(const double *x, int n) {
  struct cell a[8], b[8]; double r = 0, v; long s = 0;
  for (int i = 0; i < n; i++) { memcpy(&a[i].key, &x[i], 8); a[i].value = i; }
  for (int i = 0; i < n; i++) s += bump(&b[i], &a[i], 3);
  for (int i = 0; i < n; i++) { long k = b[i].key - 3; memcpy(&v, &k, 8); r += v * v * (b[i].value + 1); }
  return r + (s == 5);
}
