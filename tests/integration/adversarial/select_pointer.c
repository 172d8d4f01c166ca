/* Which array is written depends on the data; so does what is read. */
double select_pointer(double *x, double *y, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double *p = x[i] > y[i] ? x : y;
    p[i] = p[i] * p[i];
    double *q = i & 1 ? &s : p;
    s += *q * 0.5;
  }
  return s;
}
