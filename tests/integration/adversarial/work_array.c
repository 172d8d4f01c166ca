/* A work array that two calls use one after the other. */
__attribute__((noinline)) static double norm(const double *x, double *work, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) work[i] = x[i] * x[i];
  for (int i = 0; i < n; i++) s += work[i];
  return s;
}
double work_array(double *x, double *work, int n) {
  double a = norm(x, work, n);
  double b = norm(x + 1, work, n - 1);
  return a * b + work[0];
}
