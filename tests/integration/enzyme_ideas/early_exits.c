static double until(double *x, int n, double limit) {
  double s = 0; int i = 0;
  do { if (x[i] < 0) continue; if (x[i] == 0) goto done; s += x[i] * x[i]; if (s > limit) break; } while (++i < n);
  s *= 2;
done:
  return s + i;
}
void check_early_exits(void) {
  double x[4] = {1, 2, 3, 0}, d[4] = {0};
  __enzyme_autodiff((void *)until, x, d, 4, enzyme_const, 1e9); CHECK(d[0], 2); CHECK(d[2], 6);
  memset(d, 0, sizeof d); __enzyme_autodiff((void *)until, x, d, 4, enzyme_const, 4.5); CHECK(d[1], 8); CHECK(d[2], 0);
}
