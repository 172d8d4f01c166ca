#include <math.h>
/* Newton's iteration until it converges: the root of t^3 + a t = b. */
double newton(double a, double b) {
  double t = 1.0, correction;
  do {
    correction = (t * t * t + a * t - b) / (3.0 * t * t + a);
    t -= correction;
  } while (fabs(correction) > 1e-12);
  return t;
}
