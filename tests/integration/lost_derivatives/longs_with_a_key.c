/* Bits of doubles in an array of longs, with a key added that is taken off again.
   REFUSED: through the bits of a float */
#include <string.h>
#include <stdlib.h>
double objective(const double *x, int n) {
  long *kept = malloc(n * sizeof(long));
  for (int i = 0; i < n; i++) { long bits; memcpy(&bits, &x[i], 8); kept[i] = bits + 77; }
  double r = 0;
  for (int i = 0; i < n; i++) { long bits = kept[i] - 77; double v; memcpy(&v, &bits, 8); r += v * v; }
  free(kept);
  return r;
}
