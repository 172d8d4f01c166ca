/* Functions that take the bits of doubles apart into bytes, least significant first, and put them together.
   REFUSED: bits of a float|can't decide where the floats are */
#include <stdint.h>
#include <string.h>

static uint64_t load(const uint8_t *p) {
  uint64_t bits = 0;
  for (int i = 0; i < 8; i++) bits |= (uint64_t)p[i] << (8 * i);
  return bits;
}

static void store(uint8_t *p, uint64_t bits) {
  for (int i = 0; i < 8; i++) p[i] = (uint8_t)(bits >> (8 * i));
}

double objective(const double *x, int n) {
  uint8_t bytes[128];
  double r = 0;
  for (int i = 0; i < n; i++) {
    double square = x[i] * x[i];
    uint64_t bits;
    memcpy(&bits, &square, 8);
    store(bytes + 8 * i, bits);
  }
  for (int i = 0; i < n; i++) {
    uint64_t bits = load(bytes + 8 * i);
    double square;
    memcpy(&square, &bits, 8);
    r += square * (i + 1);
  }
  return r;
}
