/* In-place updates through two pointers into one array. */
double two_pointers(double *x, int n) {
  double *p = x, *q = x + n / 2;
  for (int i = 0; i < n / 2; i++) { p[i] = p[i] * q[i]; q[i] = p[i] + q[i] * q[i]; }
  for (int i = 0; i < n / 2; i++) { *q++ += p[i]; }
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * x[i];
  return s;
}
