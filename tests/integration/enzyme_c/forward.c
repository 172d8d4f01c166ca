/* Forward mode: floats and pointers come with their tangents. */
#include "check.h"

extern int enzyme_dup, enzyme_const, enzyme_primal_return, enzyme_dupnoneed;

struct pair { double value, tangent; };
double __enzyme_fwddiff(void *, ...);
struct pair __enzyme_fwddiff_pair(void *, ...);
void __enzyme_fwddiff_void(void *, ...);
float __enzyme_fwddiff_float(float (*)(float), float, float);

double square(double x) { return x * x; }
double power(double x, double y) { return pow(x, y); }
float cube(float x) { return x * x * x; }
double norm(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += x[i] * x[i];
  return sqrt(sum);
}
void squares(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] * x[i];
}
double *last(double *x, int n) {
  x[n - 1] *= 2;
  return x + n - 1;
}
double *__enzyme_fwddiff_pointer(void *, ...);
int rounded(double x) { return (int)(x * x); }
int __enzyme_fwddiff_int(void *, ...);

int main(void) {
  CHECK(__enzyme_fwddiff((void *)square, 3.0, 1.0), 6);
  CHECK(__enzyme_fwddiff((void *)square, enzyme_dup, 3.0, 2.0), 12);
  CHECK(__enzyme_fwddiff((void *)power, enzyme_dup, 2.0, 1.0, enzyme_const, 3.0), 12);
  CHECK(__enzyme_fwddiff((void *)power, enzyme_const, 2.0, enzyme_dup, 3.0, 1.0), 8 * log(2));
  struct pair both = __enzyme_fwddiff_pair((void *)square, enzyme_primal_return, 3.0, 1.0);
  CHECK(both.value, 9);
  CHECK(both.tangent, 6);
  CHECK(__enzyme_fwddiff_float(cube, 2, 1), 12);

  double x[2] = {3, 4}, dx[2] = {1, 0}, y[2], dy[2] = {9, 9};
  CHECK(__enzyme_fwddiff((void *)norm, enzyme_dup, x, dx, 2), 0.6);
  __enzyme_fwddiff_void((void *)squares, enzyme_dup, x, dx, enzyme_dup, y, dy, 2);
  CHECK(y[1], 16);
  CHECK(dy[0], 6);
  CHECK(dy[1], 0);
  double *tangent = __enzyme_fwddiff_pointer((void *)last, y, dy, 1);
  CHECK(tangent == dy, 1);
  CHECK(*tangent, 12);
  CHECK(y[0], 18);
  CHECK(__enzyme_fwddiff_int((void *)rounded, enzyme_primal_return, 3.0, 1.0), 9);
  return failures;
}
