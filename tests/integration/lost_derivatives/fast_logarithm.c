/* Logarithms computed from the bits of floats, which are converted as the numbers that they are.
   X: 1.3 0.7 1.1 0.4 0.9
   REFUSED: bits of a float|can't decide where the floats are */
#include <stdint.h>
#include <string.h>

static float fast_log2(float x) {
  union {
    float value;
    uint32_t bits;
  } v = {x};
  return v.bits * 0x1p-23f - 126.94f;
}

__attribute__((noinline)) static double logarithm(const double *x) {
  int64_t bits;
  memcpy(&bits, x, sizeof bits);
  return (double)bits * 0x1p-52 - 1023.0;
}

double objective(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += fast_log2((float)x[i] + 2.0f) + logarithm(&x[0]) * x[i];
  return sum;
}
