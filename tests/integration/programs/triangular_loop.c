/* A loop nest whose inner bound is the outer counter. */
double triangular_loop(const double *x, double *y, int n) {
  double total = 0.0;
  for (int i = 0; i < n; i++) {
    double product = 1.0;
    for (int j = 0; j <= i; j++)
      product *= x[j] + 0.1 * j;
    y[i] = product;
    total += product * product;
  }
  return total;
}
