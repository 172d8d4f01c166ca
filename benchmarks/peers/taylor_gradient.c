#include <math.h>
/* The gradient of taylor.c by hand: adds to d_x and returns the objective, with one power per term. */
double taylor_gradient(int terms, const double *restrict x, double *restrict d_x) {
  double sum = 0.0, derivative = 0.0;
  for (int i = 1; i <= terms; i++) {
    double power = pow(*x, i - 1);
    sum += power * *x / i;
    derivative += power;
  }
  *d_x += derivative;
  return sum;
}
