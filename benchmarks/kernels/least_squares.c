/* Half the squared distance of the polynomial with m coefficients from the sign function, at n points from -1 to 1. */
double least_squares_objective(int n, int m, const double *coefficients) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double t = -1.0 + 2.0 * i / (n - 1);
    double residual = t > 0.0 ? 1.0 : t < 0.0 ? -1.0 : 0.0;
    double power = 1.0;
    for (int j = 0; j < m; j++) {
      residual -= coefficients[j] * power;
      power *= t;
    }
    sum += 0.5 * residual * residual;
  }
  return sum;
}
