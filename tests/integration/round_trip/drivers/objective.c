/* Calls the objective of a program of the corpus at one point. */
#include <stdio.h>

double objective(const double *x, int n);

int main(void) {
  const double x[] = {0.5, 1.25, -0.75, 2.0, 0.3, -1.5, 0.9, 1.1};
  printf("%.17g\n", objective(x, 8));
  return 9;
}
