/* Doubles that a function copies byte by byte; a loop that is recognised as a copy is one.
   REFUSED O0: can't decide where the floats are */
#include <stdlib.h>

__attribute__((noinline)) static void copy(char *to, const char *from, unsigned long n) {
  while (n--) *to++ = *from++;
}

double objective(const double *x, int n) {
  double *y = malloc(n * sizeof(double)), r = 0;
  copy((char *)y, (const char *)x, n * sizeof(double));
  for (int i = 0; i < n; i++) r += y[i] * y[i] * (i + 1);
  free(y);
  return r;
}
