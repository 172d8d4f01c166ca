#include <math.h>
/* Conditional expressions, nested and chosen by index. */
double ternary(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double y = x[i] > 1.0 ? x[i] * x[i] : (x[i] > 0.75 ? sin(x[i]) : 3.0 * x[i]);
    sum += i % 2 ? y : -0.5 * y;
  }
  return sum;
}
