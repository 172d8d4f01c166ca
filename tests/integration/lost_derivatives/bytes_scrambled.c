/* Bytes of doubles with a key that is taken off them again.
   REFUSED: can't decide where the floats are */
#include <stdlib.h>

static void *scrambled(const void *from, int n, int key) {
  unsigned char *to = malloc(n);
  for (int i = 0; i < n; i++) to[i] = ((const unsigned char *)from)[i] ^ key;
  for (int i = 0; i < n; i++) to[i] ^= key;
  return to;
}

double objective(const double *x, int n) {
  double *y = scrambled(x, n * (int)sizeof(double), 3 * n), r = 0;
  for (int i = 0; i < n; i++) r += y[i] * y[i] * (i + 1);
  free(y);
  return r;
}
