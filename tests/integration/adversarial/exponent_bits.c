/* Mantissa and exponent are taken apart as bits. */
#include <string.h>
double exponent_bits(double *x, int n) {
  long bits;
  double v = x[0];
  memcpy(&bits, &v, 8);
  long e = ((bits >> 52) & 2047) - 1023;
  bits = (bits & ~(2047L << 52)) | (1023L << 52);
  double m;
  memcpy(&m, &bits, 8);
  return m * m * (double)e + x[1];
}
