/* A running sum that scales what comes after it. */
void prefix_sum(const double *x, double *y, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    sum = 0.5 * sum + x[i];
    y[i] = sum * x[i];
  }
}
