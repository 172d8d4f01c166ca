/* A discrete convolution; every element is read many times. */
void convolution(const double *x, const double *kernel, double *y, int n, int m) {
  for (int i = 0; i < n - m + 1; i++) {
    y[i] = 0.0;
    for (int j = 0; j < m; j++)
      y[i] += x[i + j] * kernel[m - 1 - j];
  }
}
