// A root that only some branches need, of a number that is negative otherwise: optimisers compute it before the loop.
// X: 0.3 -0.5 -0.7 -0.8 -0.9 -1.0 -1.1 -1.2
#include <math.h>

double objective(const double *x, int n) {
  double level, b = x[1], result = 0.25;
  int i = 0;
  do {
    level = b > 0.1 ? sqrt(b) : x[2 + i % n];
  } while (i++ < 4 && level < x[3 % n]);
  for (i = 0; i < 2 && level < -0.43; i++) {
    double v = x[(i * i + 2) % n];
    result = v * level / (1.0 + v * v);
  }
  return result;
}
