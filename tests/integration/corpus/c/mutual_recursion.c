// Two functions that call each other, with arrays on the stack of each call and a depth that depends on the data.
#include <math.h>

static double down(const double *x, int from, int to, double scale);

static double split(const double *x, int from, int to, double scale) {
  double parts[2];
  int middle = (from + to) / 2;
  parts[0] = down(x, from, middle, 0.9 * scale);
  parts[1] = down(x, middle, to, parts[0]);
  return parts[0] * parts[1] + 0.1 * scale;
}

static double down(const double *x, int from, int to, double scale) {
  if (to - from < 2) return sin(x[from]) * scale;
  if (x[from] > 1.0) return 0.5 * split(x, from, to, x[from]);
  return split(x, from, to, scale) + x[to - 1];
}

double objective(const double *x, int n) { return down(x, 0, n, 1.5); }
