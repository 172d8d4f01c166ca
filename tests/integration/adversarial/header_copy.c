/* A member array copied by memcpy in a function that sees nothing else of it. */
#include <string.h>
struct record { long n; double v[4]; };
__attribute__((noinline)) static void copy(struct record *d, const struct record *s) {
  d->n = s->n;
  memcpy(d->v, s->v, sizeof d->v);
}
double header_copy(double *x, int n) {
  struct record a, b;
  a.n = 4;
  for (int i = 0; i < 4; i++) a.v[i] = x[i] * x[i];
  copy(&b, &a);
  double s = 0;
  for (int i = 0; i < b.n; i++) s += b.v[i] * (i + 1);
  return s;
}
