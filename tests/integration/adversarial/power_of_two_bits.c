/* Powers of two are made of their exponents, as in implementations of ldexp and exp. */
#include <string.h>
static double power(int k) {
  unsigned long bits = (unsigned long)(k + 1023) << 52;
  double result;
  memcpy(&result, &bits, 8);
  return result;
}
static float single_power(int k) {
  union { unsigned bits; float value; } u = {(unsigned)(k + 127) << 23};
  return u.value;
}
double power_of_two_bits(double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    int k = (int)(3.0 * x[i]);
    sum += x[i] * x[i] * power(k) + x[i] * single_power(i - 2) * power(-i);
  }
  return sum;
}
