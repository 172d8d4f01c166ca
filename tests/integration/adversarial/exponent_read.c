/* The exponent is read from the bits, of a double and of a float, and the float scaled with it: it is constant almost everywhere. */
#include <string.h>
double exponent_read(double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    unsigned long bits;
    unsigned single;
    float f = (float)x[i];
    memcpy(&bits, &x[i], 8);
    memcpy(&single, &f, 4);
    int e = (int)((bits >> 52) & 2047) - 1023, g = (int)((single >> 23) & 255) - 127;
    sum += x[i] * x[i] * (e + 3) + f * g;
  }
  return sum;
}
