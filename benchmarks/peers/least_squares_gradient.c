/* The gradient of least_squares.c by hand: adds to d_coefficients (m), and returns the objective. */
double least_squares_gradient(int n, int m, const double *restrict coefficients, double *restrict d_coefficients) {
  double sum = 0.0, powers[m];
  for (int i = 0; i < n; i++) {
    double t = -1.0 + 2.0 * i / (n - 1);
    double residual = t > 0.0 ? 1.0 : t < 0.0 ? -1.0 : 0.0;
    double power = 1.0;
    for (int j = 0; j < m; j++) {
      residual -= coefficients[j] * power;
      powers[j] = power;
      power *= t;
    }
    sum += 0.5 * residual * residual;
    for (int j = 0; j < m; j++)
      d_coefficients[j] -= residual * powers[j];
  }
  return sum;
}
