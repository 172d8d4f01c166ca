/* Records with a member that is called a long, is added up, and holds the bits of a double, are swapped as a whole.
   REFUSED: through the bits of a float|made of the bits of floats|an array of int64 */
#include <stdlib.h>
#include <string.h>
struct cell { long key; long value; };
__attribute__((noinline)) static long sum(const struct cell *c, int n) { long s = 0; for (int i = 0; i < n; i++) s += c[i].key; return s; }
__attribute__((noinline)) static void swap(struct cell *a, struct cell *b) { struct cell t = *a; *a = *b; *b = t; }
double objective(const double *x, int n) {
  struct cell a[8]; double r = 0, v;
  for (int i = 0; i < n; i++) { memcpy(&a[i].key, &x[i], 8); a[i].value = i; }
  for (int i = 0; i + 1 < n; i++) if (a[i].key > a[i+1].key) swap(&a[i], &a[i+1]);
  long s = sum(a, n);
  for (int i = 0; i < n; i++) { memcpy(&v, &a[i].key, 8); r += v * v * (a[i].value + 1); }
  return r + (s == 5);
}
