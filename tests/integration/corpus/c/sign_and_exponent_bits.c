/* Absolute value, sign, copysign and tests, by the bits of floats. */
#include <stdint.h>
#include <string.h>
static uint64_t bits(double x) { uint64_t u; memcpy(&u, &x, 8); return u; }
static double number(uint64_t u) { double x; memcpy(&x, &u, 8); return x; }
static uint32_t bits32(float x) { uint32_t u; memcpy(&u, &x, 4); return u; }
static float number32(uint32_t u) { float x; memcpy(&x, &u, 4); return x; }

#define SIGN (1ull << 63)
static double magnitude(double x) { return number(bits(x) & ~SIGN); }
static double negated(double x) { return number(bits(x) ^ SIGN); }
static double with_sign(double x, double s) { return number((bits(x) & ~SIGN) | (bits(s) & SIGN)); }
static double flipped(double x, double s) { return number(bits(x) ^ (bits(s) & SIGN)); }
static int is_negative(double x) { return (int64_t)bits(x) < 0; }
static int is_nan(double x) { return (bits(x) & ~SIGN) > 0x7ff0000000000000ull; }
static int exponent(double x) { return (int)((bits(x) >> 52) & 2047) - 1023; }
static float magnitude32(float x) { return number32(bits32(x) & 0x7fffffffu); }

__attribute__((noinline)) static double all(double x, double y) {
  double r = magnitude(x) * y + negated(y) * x + with_sign(x * y, x) + flipped(y, x) * x;
  if (is_negative(x)) r *= 1.5;
  if (is_nan(x)) r = 0.0;
  return r + exponent(x) * x + magnitude32((float)x) * y;
}

double objective(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) sum += all(x[i], x[(i + 3) % n]);
  return sum;
}
/* TOLERANCE: 1e-6 */
