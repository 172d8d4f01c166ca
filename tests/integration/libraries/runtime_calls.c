// Calls of runtime.c.
#include <complex.h>

double _Complex _FortranAzpowi(double _Complex, int);
float _Complex _FortranAcpowk(float _Complex, long);
void sincospi(double, double *, double *);
void sincospif(float, float *, float *);

double called(const double *x, const int *o) {
  double _Complex z = x[0] + I * x[1], r = 0;
  double s, c;
  float sf, cf;
  switch (o[0]) {
  case 0: r = _FortranAzpowi(z, o[1]); break;
  case 1: r = _FortranAcpowk((float)x[0] + I * (float)x[1], o[1]); break;
  case 2: sincospi(x[0], &s, &c); r = s + I * c; break;
  case 3: sincospif((float)x[1], &sf, &cf); r = sf - I * cf; break;
  }
  return 0.7 * creal(r) - 1.3 * cimag(r);
}
