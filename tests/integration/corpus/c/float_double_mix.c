// Single precision storage, double accumulation, long double in a last sum; conversions between all of them.
#include <math.h>
#include <tgmath.h>

struct sample {
  float value;
  short weight;
  double scale;
};

#define square(v) _Generic((v), float: square_f, double: square_d)(v)
static float square_f(float v) { return v * v; }
static double square_d(double v) { return v * v; }

double objective(const double *x, int n) {
  struct sample s[16];
  int count = n < 16 ? n : 16;
  for (int i = 0; i < count; i++) {
    s[i].value = (float)(0.25 * i + 1.0);
    s[i].weight = (short)(3 - i);
    s[i].scale = x[i] / 4;
  }
  double sum = 0.0;
  for (int i = 0; i < count; i++) {
    double v = square(s[i].value) * s[i].scale;
    sum += s[i].weight * square(v) + floor(s[i].value) * sin(v);
  }
  long ticks = lround(s[count - 1].value * 8);
  unsigned char wrapped = (unsigned char)(ticks * 37);
  return sum / (1 + wrapped % 5) + (double)ticks * s[0].scale;
}
