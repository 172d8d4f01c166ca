// Simpson's rule for an integrand that is given as a callback with user data, which hold active parameters.
#include <math.h>

typedef double (*integrand)(double t, void *data);

static double simpson(integrand f, void *data, double from, double to, int panels) {
  double h = (to - from) / (2 * panels), sum = f(from, data) + f(to, data);
  for (int i = 1; i < 2 * panels; i++)
    sum += (i % 2 ? 4.0 : 2.0) * f(from + i * h, data);
  return sum * h / 3.0;
}

struct wave {
  double amplitude, frequency;
  int harmonics;
};

static double wave(double t, void *data) {
  const struct wave *w = data;
  double sum = 0.0;
  for (int k = 1; k <= w->harmonics; k++)
    sum += sin(k * w->frequency * t) / k;
  return w->amplitude * sum;
}

struct polynomial {
  const double *coefficients;
  int degree;
};

static double polynomial(double t, void *data) {
  struct polynomial *p = data;
  double value = 0.0;
  for (int i = p->degree; i >= 0; i--)
    value = value * t + p->coefficients[i];
  return value;
}

double objective(const double *x, int n) {
  struct wave w = {x[0], x[1], 3};
  struct polynomial p = {x, n - 1};
  double first = simpson(wave, &w, 0.0, x[2], 4);
  double second = simpson(polynomial, &p, 0.0, 0.8, 3);
  return first * second + first;
}
