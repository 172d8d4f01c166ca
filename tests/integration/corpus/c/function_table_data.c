// Activation functions chosen from a table of function pointers, with user data passed through.
#include <math.h>

typedef double (*activation)(double, const void *);

struct leak {
  double slope;
};

static double soft_plus(double v, const void *data) {
  (void)data;
  return log1p(exp(v));
}
static double swish(double v, const void *data) {
  double beta = *(const double *)data;
  return v / (1.0 + exp(-beta * v));
}
static double leaky(double v, const void *data) {
  const struct leak *l = data;
  return v > 0.0 ? v : l->slope * v;
}

static const activation table[] = {soft_plus, swish, leaky, soft_plus};

static double apply_all(const activation *functions, const void **data, int count, const double *x, int n) {
  double total = 0.0;
  for (int i = 0; i < n; i++) {
    double v = x[i];
    for (int k = 0; k < count; k++) v = functions[k](v, data[k]) - 0.25 * k;
    total += v * v;
  }
  return total;
}

double objective(const double *x, int n) {
  struct leak l = {0.1};
  double beta = 1.7 + 0.1 * x[0];
  const void *data[] = {0, &beta, &l, 0};
  return apply_all(table, data, 4, x, n);
}
