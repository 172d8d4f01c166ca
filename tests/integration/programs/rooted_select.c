#include <math.h>

/* What a root that is not taken goes into is a product of its own after optimisation: its adjoint is 0, the other factor is NaN. */
double rooted_select(double a, double u) {
  return sqrt(1.0 + (a > 0.1 ? sqrt(a) : 0.25) * (a > 0.1 ? sqrt(a) : 0.25)) + a * u;
}
