// What newer C libraries and flang's run-time library have: a shared library for the tests.
#include <complex.h>
#include <math.h>

static double _Complex power(double _Complex z, long n) {
  double _Complex result = 1;
  for (long i = 0; i < (n < 0 ? -n : n); i++) result *= z;
  return n < 0 ? 1 / result : result;
}
double _Complex _FortranAzpowi(double _Complex z, int n) { return power(z, n); }
float _Complex _FortranAcpowk(float _Complex z, long n) { return (float _Complex)power(z, n); }
void sincospi(double x, double *s, double *c) { *s = sin(M_PI * x); *c = cos(M_PI * x); }
void sincospif(float x, float *s, float *c) { *s = sin(M_PI * x); *c = cos(M_PI * x); }
