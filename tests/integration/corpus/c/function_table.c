// Activations chosen from a constant table of functions, some of them from the C library.
#include <math.h>

typedef double (*activation)(double);

static double relu(double v) { return v > 0.0 ? v : 0.01 * v; }
static double swish(double v) { return v / (1.0 + exp(-v)); }
static double cube(double v) { return v * v * v; }

static const activation table[] = {tanh, relu, swish, sin, cube};

double objective(const double *x, int n) {
  double sum = 0.0, carry = 0.5;
  for (int i = 0; i < n; i++) {
    carry = table[(3 * i + 1) % 5](x[i] + 0.3 * carry);
    sum += carry * carry;
  }
  return sum;
}
