/* Loops over a packed triangle that the data breaks off. */
double triangular_break(double *x, int n) {
  double a[36], s = 0;
  int k = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++) a[k++] = x[i] * x[j];
  k = 0;
  for (int i = 0; i < n; i++) {
    double row = 0;
    for (int j = 0; j <= i; j++) {
      row += a[k + j] * (j + 1);
      if (row > 4.0) break;
      a[k + j] = row;
    }
    k += i + 1;
    s += row * a[k - 1];
    if (s > 30.0) break;
  }
  return s;
}
