#include <math.h>
/* A switch with cases that fall through, inside a loop. */
double switch_fallthrough(const double *x, const int *kind, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double value = x[i];
    switch (kind[i]) {
    case 0:
      value = sin(value);
      /* fall through */
    case 1:
      value = value * value;
      break;
    case 2:
      value = exp(value);
      break;
    case 7:
      value = cos(value);
      /* fall through */
    default:
      value = value + x[0];
    }
    sum += value;
  }
  return sum;
}
