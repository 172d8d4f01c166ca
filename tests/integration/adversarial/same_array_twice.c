/* Two arguments that are the same array, or overlap. */
__attribute__((noinline)) static void axpy(double *y, const double *x, double a, int n) {
  for (int i = 0; i < n; i++) y[i] += a * x[i] * x[i];
}
double same_array_twice(double *x, int n) {
  axpy(x, x, 0.5, n);
  axpy(x + 1, x, 0.25, n - 1);
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * (i + 1);
  return s;
}
