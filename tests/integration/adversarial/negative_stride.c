/* Loops that run backwards. */
double negative_stride(double *x, int n) {
  double s = 1.0;
  for (int i = n - 1; i >= 0; i -= 2) s = s * x[i] + x[n - 1 - i];
  for (double *p = x + n - 1; p > x; p--) { *p = *p * p[-1]; s += *p; }
  return s;
}
