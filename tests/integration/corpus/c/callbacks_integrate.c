// Adaptive Simpson integration of a callback with user data, by recursion.
// X: 0.4 1.1 0.7
#include <math.h>

typedef double (*integrand)(double t, void *user);

struct damped {
  double decay, frequency, phase;
  long evaluations;
};

static double damped_wave(double t, void *user) {
  struct damped *p = user;
  p->evaluations++;
  return exp(-p->decay * t) * sin(p->frequency * t + p->phase);
}

static double refine(integrand f, void *user, double a, double b, double fa, double fm, double fb, double whole,
                     double tolerance, int depth) {
  double m = 0.5 * (a + b), lm = 0.5 * (a + m), rm = 0.5 * (m + b);
  double flm = f(lm, user), frm = f(rm, user);
  double left = (m - a) / 6.0 * (fa + 4.0 * flm + fm);
  double right = (b - m) / 6.0 * (fm + 4.0 * frm + fb);
  double error = left + right - whole;
  if (depth <= 0 || fabs(error) <= 15.0 * tolerance) return left + right + error / 15.0;
  return refine(f, user, a, m, fa, flm, fm, left, 0.5 * tolerance, depth - 1) +
         refine(f, user, m, b, fm, frm, fb, right, 0.5 * tolerance, depth - 1);
}

static double integrate(integrand f, void *user, double a, double b, double tolerance) {
  double fa = f(a, user), fm = f(0.5 * (a + b), user), fb = f(b, user);
  double whole = (b - a) / 6.0 * (fa + 4.0 * fm + fb);
  return refine(f, user, a, b, fa, fm, fb, whole, tolerance, 12);
}

double objective(const double *x, int n) {
  struct damped p = {x[0], 3.0 + x[1], n > 2 ? x[2] : 0.0, 0};
  double value = integrate(damped_wave, &p, 0.0, 2.0, 1e-4);
  return p.evaluations > 0 ? value : 0.0;
}
