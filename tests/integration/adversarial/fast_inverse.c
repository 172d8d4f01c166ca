/* The inverse square root by a magic number. */
#include <string.h>
double fast_inverse(double *x, int n) {
  float v = (float)x[0], half = 0.5f * v;
  int i;
  memcpy(&i, &v, 4);
  i = 0x5f3759df - (i >> 1);
  memcpy(&v, &i, 4);
  v = v * (1.5f - half * v * v);
  return v * x[1];
}
