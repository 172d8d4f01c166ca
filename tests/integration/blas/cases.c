// One function that calls any routine, by number. All that it is given is active.
//
// Compiled with R, P (reference.c), F(name) and, for CBLAS, C(name), which spell routines; with REFERENCE these are defined here,
// without they are declared, and a library has them.
#include "reference.c"
#include "declarations.h"

#define SIZE 64

// o: routine, transa, transb, uplo, diag, side, m, n, k, incx, incy, ld, order
double objective(const double *x, const double *w, const int *o) {
  R alpha[2], beta[2], a[SIZE * P], b[SIZE * P], c[SIZE * P], result[2] = {0, 0};
  int ipiv[8], info = 0;
  for (int i = 0; i < P; i++) { alpha[i] = x[i]; beta[i] = x[P + i]; }
  for (int i = 0; i < SIZE * P; i++) {
    a[i] = x[2 * P + i];
    b[i] = x[2 * P + SIZE * P + i];
    c[i] = x[2 * P + 2 * SIZE * P + i];
  }
  char ta = o[1], tb = o[2], uplo = o[3], diag = o[4], side = o[5];
  int m = o[6], n = o[7], k = o[8], incx = o[9], incy = o[10], ld = o[11];
  for (int i = 0; i < 8; i++) ipiv[i] = i + 2 < n ? i + 2 : n;
#ifdef C
  int order = o[12], ca = 111 + (ta == 'T') + 2 * (ta == 'C'), cb = 111 + (tb == 'T') + 2 * (tb == 'C');
  int cu = uplo == 'U' ? 121 : 122, cd = diag == 'N' ? 131 : 132, cs = side == 'L' ? 141 : 142;
#endif
  switch (o[0]) {
#include "calls.h"
  }
  double sum = w[0] * result[0] + w[1] * result[1];
  for (int i = 0; i < SIZE * P; i++)
    sum += w[2 + i] * a[i] + w[2 + SIZE * P + i] * b[i] + w[2 + 2 * SIZE * P + i] * c[i];
  return sum;
}
