/* A mutable global array as scratch space. */
static double scratch[8];

__attribute__((noinline)) static void fill(const double *x, int n) {
  for (int i = 0; i < n; i++)
    scratch[i] = x[i] * x[i];
}

double global_state(const double *x, int n) {
  fill(x, n);
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += scratch[i] * scratch[n - 1 - i];
  return sum;
}
