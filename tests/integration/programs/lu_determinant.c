/* LU without pivoting, in place, and the determinant. */
double lu_determinant(double *a, int n) {
  for (int k = 0; k < n; k++)
    for (int i = k + 1; i < n; i++) {
      a[i * n + k] /= a[k * n + k];
      for (int j = k + 1; j < n; j++)
        a[i * n + j] -= a[i * n + k] * a[k * n + j];
    }
  double determinant = 1.0;
  for (int k = 0; k < n; k++)
    determinant *= a[k * n + k];
  return determinant;
}
