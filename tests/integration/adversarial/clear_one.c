/* A float that is cleared by memset: an optimiser stores the integer zero. */
#include <string.h>
double clear_one(double *x, int n) {
  double t = x[0] * x[0];
  memset(&x[0], 0, sizeof(double));
  return t + 3.0 * x[0] + x[1];
}
