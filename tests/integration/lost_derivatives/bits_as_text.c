/* The bits of numbers, printed and read back as integers.
   REFUSED: get lost in text or files that .strtoul. reads numbers from */
#include <string.h>
#include <stdio.h>
#include <stdlib.h>
double objective(const double *x, int n) {
  double s = 0; char b[40];
  for (int i = 0; i < n; i++) { double v = x[i]*x[i]; unsigned long u; memcpy(&u, &v, 8); sprintf(b, "%lx", u); unsigned long w = strtoul(b, 0, 16); double r; memcpy(&r, &w, 8); s += r; }
  return s;
}
