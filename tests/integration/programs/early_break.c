/* A counted loop that a condition on the data breaks. */
double early_break(const double *x, int n, double limit) {
  double product = 1.0;
  for (int i = 0; i < n; i++) {
    product *= x[i];
    if (product > limit)
      break;
  }
  return product;
}
