#include <math.h>
/* The gradient of lse.c by hand, the softmax: adds to d_x (n) and returns the objective. */
double lse_gradient(int n, const double *restrict x, double *restrict d_x) {
  double largest = x[0];
  for (int i = 1; i < n; i++)
    if (x[i] > largest)
      largest = x[i];
  double exponentials[n];
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    exponentials[i] = exp(x[i] - largest);
    sum += exponentials[i];
  }
  for (int i = 0; i < n; i++)
    d_x[i] += exponentials[i] / sum;
  return largest + log(sum);
}
