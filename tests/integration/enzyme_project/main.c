#include <math.h>
#include <stdio.h>
#include "model.h"

double __enzyme_autodiff(void *, ...);

int main(void) {
  double x = 1.3;
  double derivative = __enzyme_autodiff((void *)model, x);
  double expected = 2 * sin(x) * x * (cos(x) * x + sin(x));
  printf("%.12f\n", derivative);
  return fabs(derivative - expected) > 1e-10;
}
