/* A constant table and constant indices. */
double const_input(double *x, const double *c, const int *idx, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += c[i] * x[idx[i]] * x[i];
  return s;
}
