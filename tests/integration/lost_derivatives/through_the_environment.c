/* Numbers that are kept in a variable of the environment.
   REFUSED: get lost in text or files that 'strtod' reads numbers from */
#include <stdio.h>
#include <stdlib.h>

double objective(const double *x, int n) {
  char text[64];
  double sum = 0;
  for (int i = 0; i < n; i++) {
    snprintf(text, sizeof text, "%.17g", x[i] * x[i]);
    setenv("XDSL_ENZYME_NUMBER", text, 1);
    sum += strtod(getenv("XDSL_ENZYME_NUMBER"), 0);
  }
  return sum;
}
