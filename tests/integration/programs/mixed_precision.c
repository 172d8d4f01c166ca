#include <math.h>
/* Floats that are accumulated in double and rounded on the way back. */
double mixed_precision(const float *x, double *y, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double wide = (double)x[i] * y[i];
    sum += wide;
    y[i] = (float)(wide + sum);
  }
  return sqrt(sum);
}
