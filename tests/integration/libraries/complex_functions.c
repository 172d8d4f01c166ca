// Every function of complex.h, and the helpers of multiplication and division, by number: in double and in float.
#include <complex.h>
double in_double(const double *x, const int *o) {
  double _Complex z = x[0] + I * x[1], w = x[2] + I * x[3], r = 0;
  double s = 0;
  switch (o[0]) {
  case 0: r = cexp(z); break; case 1: r = clog(z); break; case 2: r = csqrt(z); break; case 3: r = cpow(z, w); break;
  case 4: r = csin(z); break; case 5: r = ccos(z); break; case 6: r = ctan(z); break; case 7: r = casin(z); break;
  case 8: r = cacos(z); break; case 9: r = catan(z); break; case 10: r = csinh(z); break; case 11: r = ccosh(z); break;
  case 12: r = ctanh(z); break; case 13: r = casinh(z); break; case 14: r = cacosh(z); break; case 15: r = catanh(z); break;
  case 16: r = z * w; break; case 17: r = z / w; break; case 18: s = cabs(z); break; case 19: s = carg(z); break;
  case 20: r = conj(z) * w + cimag(w) * creal(z); break; case 21: r = cproj(z); break;
  }
  return s + 0.7 * creal(r) - 1.3 * cimag(r);
}
double in_float(const double *x, const int *o) {
  float _Complex z = (float)x[0] + I * (float)x[1], w = (float)x[2] + I * (float)x[3], r = 0;
  float s = 0;
  switch (o[0]) {
  case 0: r = cexpf(z); break; case 1: r = clogf(z); break; case 2: r = csqrtf(z); break; case 3: r = cpowf(z, w); break;
  case 4: r = csinf(z); break; case 5: r = ccosf(z); break; case 6: r = ctanf(z); break; case 7: r = casinf(z); break;
  case 8: r = cacosf(z); break; case 9: r = catanf(z); break; case 10: r = csinhf(z); break; case 11: r = ccoshf(z); break;
  case 12: r = ctanhf(z); break; case 13: r = casinhf(z); break; case 14: r = cacoshf(z); break; case 15: r = catanhf(z); break;
  case 16: r = z * w; break; case 17: r = z / w; break; case 18: s = cabsf(z); break; case 19: s = cargf(z); break;
  case 20: r = conjf(z) * w + cimagf(w) * crealf(z); break; case 21: r = cprojf(z); break;
  }
  return s + 0.7 * crealf(r) - 1.3 * cimagf(r);
}

