#include <math.h>
/* One output array, and an accumulation into it. */
void in_place_output(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = exp(x[i]) * x[(i + 1) % n];
  for (int i = 1; i < n; i++)
    y[i] += y[i - 1] * x[i];
}
