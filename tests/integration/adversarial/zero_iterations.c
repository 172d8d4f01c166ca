/* Loops that do not run. */
double zero_iterations(double *x, int n) {
  double s = x[0] * x[0], p = 1.0;
  for (int i = n; i < n; i++) { s *= x[i]; p += x[i]; }
  for (int i = 0; i < n; i++) for (int j = i + 1; j < n - 2; j++) { s += x[i] * x[j]; p *= x[j]; }
  int k = n;
  while (k > n) { p *= x[k]; k--; }
  return s * p;
}
