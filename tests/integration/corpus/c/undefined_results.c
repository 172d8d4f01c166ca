// Results that are no numbers, computed first and replaced afterwards: what was replaced has no part in the derivative.
#include <errno.h>
#include <float.h>
#include <math.h>

struct estimate {
  double root, logarithm;
};

static struct estimate estimate(double v) {
  struct estimate e = {sqrt(v), log(v)};
  if (isnan(e.root)) e.root = v;
  if (!isfinite(e.logarithm)) e.logarithm = 1.0;
  return e;
}

double objective(const double *x, int n) {
  double best = -INFINITY, least = HUGE_VAL, sum = 0.0;
  errno = 0;
  for (int i = 0; i < n; i++) {
    double v = x[i] / (x[i] > 0 ? 1.0 : 0.5), r = sqrt(x[i] - 0.4);
    if (v > best) best = v;
    if (v < least) least = v;
    if (isnan(r) || r == 0.0) r = x[i];
    if (isinf(1.0 / (x[i] - x[i]))) sum += 1.0;
    if (signbit(r)) sum -= r;
    if (isnormal(r)) sum += fpclassify(r) == FP_NORMAL ? r * r * r : 0.0;
    struct estimate e = estimate(x[i]);
    sum = fma(sum, 0.5, e.root * x[i] + e.logarithm);
    if (errno == EDOM) errno = 0;
  }
  return sum + best * least;
}
