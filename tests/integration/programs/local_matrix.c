/* A local array of two dimensions: the square of a symmetric matrix. */
double local_matrix(const double *x) {
  double a[3][3];
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      a[i][j] = x[i] * x[j] + (i == j);
  double trace = 0.0;
  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 3; k++)
      trace += a[i][k] * a[k][i];
  return trace;
}
