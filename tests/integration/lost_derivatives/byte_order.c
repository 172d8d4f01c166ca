/* The bytes of doubles in another order, made by shifts: nothing but what the variables are declared as tells of doubles.
   X: 1.3 0.7 1.1 0.4 0.9
   REFUSED: bits of a float|can't decide where the floats are|must be an array of int64 */
#include <stdint.h>
#include <string.h>

double objective(const double *x, int n) {
  unsigned char bytes[64];
  double r = 0;
  for (int i = 0; i < n; i++) {
    uint64_t u;
    memcpy(&u, &x[i], 8);
    for (int b = 0; b < 8; b++) bytes[8 * i + b] = u >> (56 - 8 * b);
  }
  for (int i = 0; i < n; i++) {
    uint64_t u = 0;
    for (int b = 0; b < 8; b++) u = u << 8 | bytes[8 * i + b];
    double d;
    memcpy(&d, &u, 8);
    r += d * d;
  }
  return r;
}
