/* A return from the inner of two loops, with a local array. */
double nested_return(double *x, int n) {
  double a[8];
  for (int i = 0; i < n; i++) {
    a[i] = x[i];
    for (int j = 0; j <= i; j++) {
      a[j] = a[j] * 1.5 + x[i];
      if (a[j] > 9.0) return a[j] * x[j] + a[0];
    }
  }
  return a[n - 1];
}
