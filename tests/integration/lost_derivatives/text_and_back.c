/* Numbers that are printed and read back.
   REFUSED: get lost in text or files that '(atof|strtod)' reads numbers from */
#include <stdio.h>
#include <stdlib.h>

double objective(const double *x, int n) {
  char text[64], copy[64];
  double r = 0;
  for (int i = 0; i < n; i++) {
    snprintf(text, sizeof text, "%.17g", x[i] * x[0]);
    for (int k = 0; k < 64; k++) copy[k] = text[k];
    r += atof(copy) * (i + 1);
  }
  return r;
}
