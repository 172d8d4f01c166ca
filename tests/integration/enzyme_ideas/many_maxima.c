static double top(double *x, int n) {
  double best = x[0];
  for (int i = 1; i < n; i++) best = best > x[i] ? best : x[i];
  return best;
}
static double tops(double *x, int n, int m) {
  double s = 0;
  for (int i = 0; i < m; i++) s += top(x + i, n - i) * (i + 1);
  return s;
}
void check_many_maxima(void) {
  double x[5] = {1, 9, 3, 7, 5}, d[5] = {0};
  __enzyme_autodiff((void *)tops, x, d, 5, 4);
  CHECK(d[1], 3); CHECK(d[3], 7); CHECK(d[0], 0);
}
