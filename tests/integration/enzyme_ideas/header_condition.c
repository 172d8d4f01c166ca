/* The bound of a loop is in memory that the loop writes. */
static double shrink(double *x, int *n) { double s = 0; for (int i = 0; i < *n; i++) { s += x[i] * i; if (x[i] > 10) *n -= 1; x[i] *= s; } return s * x[0]; }
void check_header_condition(void) {
  double x[4] = {2, 11, 3, 4}, d[4] = {0}, y[4] = {2, 11, 3, 4}, t[4] = {0, 1, 0, 0}; int n = 4, m = 4;
  __enzyme_autodiff((void *)shrink, x, d, enzyme_const, &n);
  CHECK(d[1], __enzyme_fwddiff((void *)shrink, y, t, enzyme_const, &m));
}
