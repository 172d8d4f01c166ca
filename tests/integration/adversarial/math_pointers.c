/* Functions of libm that return results through pointers, or take integers. */
#define _GNU_SOURCE
#include <math.h>
double math_pointers(double *x, int n) {
  double s, c, whole; int e;
  sincos(x[0], &s, &c);
  double f = modf(3.7 * x[1], &whole);
  double m = frexp(x[2] * 5.0, &e);
  return s * c + f * whole + m * e + ldexp(x[3], e) + lround(x[0] * 10) * x[1] + scalbn(x[1] * x[1], 3) + lgamma(x[2]);
}
