/* An array whose size is only known at run time: elimination without pivoting. */
double vla(double *x, int n) {
  double a[n][n], s = 0;
  for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) a[i][j] = x[i] * x[j] + (i == j);
  for (int k = 0; k < n; k++) for (int i = k + 1; i < n; i++) for (int j = n - 1; j >= k; j--) a[i][j] -= a[i][k] / a[k][k] * a[k][j];
  for (int i = 0; i < n; i++) s += a[i][i];
  return s;
}
