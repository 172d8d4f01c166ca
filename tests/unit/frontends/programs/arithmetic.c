/* Integers, floats, conversions, and the functions of libm. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static double integers(int n, unsigned m, long k) {
  long r = n / 3 + n % 7 + m / 5 + m % 11 + (long)n * 8 + (n >> 2) + (m >> 3) + (n & 12) + (m | 9) + (k ^ 77);
  r += (n < (int)m) + (n <= k) + (m > 3u) + (n >= -1) + (n == 4) + (k != 7);
  r += (short)n + (unsigned char)m + (signed char)k + __builtin_popcount(m) + __builtin_clz(m | 1);
  r += __builtin_ctzl(k | 256) + labs(k) + (n > 3 ? n : 3) + ((m < 9u) ? m : 9u);
  int sum;
  r += __builtin_add_overflow(n, 2000000000, &sum) + sum / 1000;
  r += (m << 5 | m >> 27) & 255;
  return (double)r;
}

static double floats(double x, float y) {
  float z = y * 2 - 1 / (y + 30);
  double r = x * z + fabs(x) + sqrt(fabs(x)) + exp(-x * x) + log(1 + x * x) + sin(x) + cosf(y);
  r += pow(x * x + 1, 1.5) + atan2(x, 2) + tanh(x) + fmod(x, 1.5) + fmin(x, 0.3) + fmax(x, -y);
  r += floor(x) + ceil(x) + trunc(x) + round(x) + copysign(2, x) + fma(x, x, y) + cbrt(x * x);
  r += expm1(x / 9) + log1p(x * x) + hypot(x, y) + erf(x) + erfc(x) + ldexp(x, 2) + rint(x);
  r += (x < y) + (x > 3) + (x == y) + (x != x) + !(x >= 0);
  r += (int)x + (unsigned)fabs(x) + (long)y + (float)x + isnan(x) + isinf(x) + (signbit(x) != 0);
  return -r;
}

static long double wide(long double x) { return x * 0.1L + sqrtl(x); }

static __int128 product(__int128 a, long b) { return a * b + 1234567890123456789; }

static double bits(double x) {
  union { double d; uint64_t u; } both = {x};
  both.u ^= 1ull << 63;
  return both.d;
}

int run(double *out) {
  int n = 0;
  for (int i = -3; i < 9; i++) {
    out[n++] = integers(i * 13, i * i * 7 + 1, i * 1000003L);
    out[n++] = floats(i * 0.37, i * 0.11f);
    out[n++] = (double)wide(i * i + 0.3L);
    out[n++] = (double)product((__int128)i << 40, 77777777777L);
    out[n++] = bits(i);
  }
  return n;
}
