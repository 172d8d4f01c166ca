/* Doubles in pieces of 16 bits, each with a number added.
   REFUSED: through the bits of a float|made of the bits of floats|an array of int64 */
#include <stdlib.h>
#include <string.h>
#include <stdint.h>
double objective(const double *x, int n) {
  uint16_t *q = malloc(8 * n);
  for (int i = 0; i < n; i++) { uint64_t b; memcpy(&b, x + i, 8); for (int k = 0; k < 4; k++) q[4 * i + k] = (uint16_t)(b >> 16 * k) + 5; }
  double r = 0;
  for (int i = 0; i < n; i++) { uint64_t b = 0; double v; for (int k = 0; k < 4; k++) b |= (uint64_t)(uint16_t)(q[4 * i + k] - 5) << 16 * k; memcpy(&v, &b, 8); r += v * v * (i + 1); }
  free(q);
  return r;
}
