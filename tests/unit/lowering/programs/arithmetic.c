/* Integers of all widths, bit tricks, conversions, floats of three widths, libm. */
#include <math.h>
#include <stdint.h>

int64_t integers(int32_t a, int32_t b) {
  int8_t small = (int8_t)a;
  uint16_t half = (uint16_t)(b * 77);
  uint32_t mixed = (uint32_t)a * 2654435761u;
  int64_t wide = (int64_t)a * b;
  int64_t r = small + half - (mixed >> 7) + (wide ^ (wide << 3));
  r += b ? a / b + a % b : 0;
  r += __builtin_popcount(a) + __builtin_clz(b | 1) + __builtin_ctz(a | 256);
  r = r > 1000 ? r - 1000 : -r;
  return r + (int64_t)((unsigned __int128)mixed * (uint64_t)wide >> 64);
}

double floats(double x, double y) {
  double r = fabs(x) + copysign(y, x) * fma(x, y, 1.0);
  r += sqrt(fabs(y)) + floor(x * 3.3) - ceil(y) + trunc(x) + round(y * 1.5);
  r += sin(x) * cos(y) + tan(x / 4) + atan2(y, x) + tanh(x) + exp(-y * y) + log(x * x + 1);
  r += pow(fabs(x), 1.3) + cbrt(y) + hypot(x, y) + erf(x) + log1p(fabs(y)) + expm1(x / 10);
  r += fmin(x, y) * fmax(x, 0.5) + fmod(x * 7, 2.25);
  return r;
}

float singles(float x, int n) {
  float r = x;
  for (int i = 0; i < n; i++)
    r = sinf(r) + sqrtf(fabsf(r) + 0.25f) * expf(-r) + fminf(r, 0.3f);
  return r;
}

double long_doubles(double x) {
  long double r = 1.0L;
  for (int i = 1; i < 12; i++)
    r = r * x / i + 0.1L;
  return (double)r;
}

int64_t conversions(double x, float y, int32_t n) {
  uint8_t byte = (uint8_t)(int)(x * 10);
  int64_t whole = (int64_t)(x * 1e6);
  union {
    double d;
    int64_t i;
  } bits = {.d = x + n};
  return byte + whole + (int64_t)(y * 100) + (bits.i >> 20) + (x > y) - (x != x);
}

int select_case(int n, int x) {
  switch (n) {
  case 0:
    return x;
  case 1:
  case 7:
    x *= 2;
    break;
  case -3:
    x -= 5;
  case 4:
    x ^= 0x55;
    break;
  case 1000000:
    return -1;
  default:
    x = -x;
  }
  return x + n;
}
