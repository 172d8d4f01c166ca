#include <math.h>
/* A mix of what libm has. */
double special_functions(double x, double y) {
  double a = pow(x, y) + exp2(x) - log10(y);
  double b = log(x + y) * tan(x) + atan2(y, x) + hypot(x, y);
  double c = sinh(x) / cosh(y) + tanh(x * y) + asin(x / 3.0) * acos(y / 5.0);
  double d = erf(x) + cbrt(y) + log1p(x) * expm1(y) + atan(x);
  return a * b + c * d + fmod(y, x) + sqrt(d);
}
