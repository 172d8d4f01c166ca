/* A float is multiplied by a power of two by adding to its exponent. */
#include <string.h>
double exponent_added(double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    unsigned long bits;
    double y;
    memcpy(&bits, &x[i], 8);
    bits += 3UL << 52;
    memcpy(&y, &bits, 8);
    sum += y * x[i];
  }
  return sum;
}
