// Bogacki-Shampine with step control for a system given by a function pointer (Lotka-Volterra).
// X: 1.1 0.6 0.9 0.5 2.0 1.0
#include <math.h>
#include <string.h>

enum { DIM = 2 };
typedef void rhs(double t, const double y[DIM], double dy[DIM], const double *parameters);

static void lotka_volterra(double t, const double y[DIM], double dy[DIM], const double *p) {
  (void)t;
  dy[0] = p[0] * y[0] - p[1] * y[0] * y[1];
  dy[1] = -p[2] * y[1] + p[3] * y[0] * y[1];
}

static int integrate(rhs *f, double t, double end, double y[DIM], const double *p) {
  double h = 0.1, k1[DIM], k2[DIM], k3[DIM], k4[DIM], tmp[DIM], fresh[DIM];
  int steps = 0;
  f(t, y, k1, p);
  while (t < end && steps < 200) {
    if (t + h > end) h = end - t;
    for (int i = 0; i < DIM; i++) tmp[i] = y[i] + 0.5 * h * k1[i];
    f(t + 0.5 * h, tmp, k2, p);
    for (int i = 0; i < DIM; i++) tmp[i] = y[i] + 0.75 * h * k2[i];
    f(t + 0.75 * h, tmp, k3, p);
    for (int i = 0; i < DIM; i++) fresh[i] = y[i] + h * (2.0 * k1[i] + 3.0 * k2[i] + 4.0 * k3[i]) / 9.0;
    f(t + h, fresh, k4, p);
    double error = 0.0;
    for (int i = 0; i < DIM; i++) {
      double e = h * (-5.0 / 72.0 * k1[i] + k2[i] / 12.0 + k3[i] / 9.0 - k4[i] / 8.0);
      error = fmax(error, fabs(e));
    }
    steps++;
    /* the controller is a decision, not part of the model: steps are powers of two */
    if (error > 1e-3) {
      h = ldexp(h, -1);
      continue;
    }
    t += h;
    memcpy(y, fresh, sizeof fresh);
    memcpy(k1, k4, sizeof k4);
    if (error < 1e-4) h *= 2.0;
  }
  return steps;
}

double objective(const double *x, int n) {
  double y[DIM] = {x[n - 2], x[n - 1]};
  int steps = integrate(lotka_volterra, 0.0, 3.0, y, x);
  return steps > 0 ? y[0] * y[0] + 0.5 * y[1] : 0.0;
}
