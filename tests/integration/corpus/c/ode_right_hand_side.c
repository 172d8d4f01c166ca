// A Runge-Kutta solver that takes the right-hand side as a function pointer; two systems, chosen at run time.
#include <math.h>

typedef void (*rhs)(const double *y, double *dy, const double *parameters);

static void lotka_volterra(const double *y, double *dy, const double *p) {
  dy[0] = p[0] * y[0] - p[1] * y[0] * y[1];
  dy[1] = p[2] * y[0] * y[1] - p[3] * y[1];
}

static void oscillator(const double *y, double *dy, const double *p) {
  dy[0] = y[1];
  dy[1] = p[0] * p[0] * (1.0 - y[0] * y[0]) * y[1] - y[0] * cos(p[1]);
}

static void step(rhs f, double *y, double h, const double *p) {
  double k1[2], k2[2], k3[2], k4[2], t[2];
  f(y, k1, p);
  for (int i = 0; i < 2; i++) t[i] = y[i] + 0.5 * h * k1[i];
  f(t, k2, p);
  for (int i = 0; i < 2; i++) t[i] = y[i] + 0.5 * h * k2[i];
  f(t, k3, p);
  for (int i = 0; i < 2; i++) t[i] = y[i] + h * k3[i];
  f(t, k4, p);
  for (int i = 0; i < 2; i++) y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
}

double objective(const double *x, int n) {
  double sum = 0.0;
  for (int system = 0; system < 2; system++) {
    rhs f = system ? oscillator : lotka_volterra;
    double y[2] = {1.0 + 0.1 * x[4], 0.5 + 0.1 * x[5]};
    for (int i = 0; i < 10; i++) step(f, y, 0.05, x);
    sum += (system + 1.0) * y[0] + y[1] * y[1];
  }
  return sum * n;
}
