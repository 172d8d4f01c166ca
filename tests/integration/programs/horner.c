/* A polynomial by Horner's rule; active in the coefficients and the point. */
double horner(const double *coefficients, int n, double x) {
  double value = 0.0;
  for (int i = n - 1; i >= 0; i--)
    value = value * x + coefficients[i];
  return value;
}
