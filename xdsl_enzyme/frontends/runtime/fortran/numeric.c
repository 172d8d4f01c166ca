// Functions of numbers.
#include "descriptor.h"

double fmod(double, double);
float fmodf(float, float);
double frexp(double, int *);
double ldexp(double, int);

double _FortranAModReal8(double a, double p, const char *file, int line) { return fmod(a, p); }
float _FortranAModReal4(float a, float p, const char *file, int line) { return fmodf(a, p); }

double _FortranAModuloReal8(double a, double p, const char *file, int line) {
  double remainder = fmod(a, p);
  return remainder != 0 && (remainder < 0) != (p < 0) ? remainder + p : remainder;
}

float _FortranAModuloReal4(float a, float p, const char *file, int line) {
  float remainder = fmodf(a, p);
  return remainder != 0 && (remainder < 0) != (p < 0) ? remainder + p : remainder;
}

double _FortranAFraction8(double x) {
  int exponent;
  return frexp(x, &exponent);
}

double _FortranAScale8(double x, int64_t power) { return ldexp(x, (int)power); }

double _FortranASetExponent8(double x, int64_t power) {
  int exponent;
  return ldexp(frexp(x, &exponent), (int)power);
}
