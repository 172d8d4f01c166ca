/* Each iteration leaves a constant for the next one, which is also the result. */
double carried_constant(double *x, int n) {
  double value = 0.25;
  for (int i = 0; i <= n && i < 8; i++) {
    for (int j = 0; j < n; j++)
      x[j] = x[j] * x[j] * 0.5 + value;
    value = 0.75;
  }
  return value;
}
