#include <math.h>
/* A do-while loop: the body runs before the first test. */
double do_while(double x, double y) {
  double term = x;
  int k = 0;
  do {
    term = term * y / (1.0 + k);
    x += cos(term);
    k++;
  } while (fabs(term) > 1e-3 && k < 30);
  return x;
}
