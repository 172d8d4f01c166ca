/* The mantissa is masked out and put behind the exponent of one, as frexp does. */
#include <string.h>
double mantissa_bits(double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    unsigned long bits;
    double m;
    memcpy(&bits, &x[i], 8);
    bits = (bits & 0x000fffffffffffffUL) | 0x3ff0000000000000UL;
    memcpy(&m, &bits, 8);
    sum += m * m;
  }
  return sum;
}
