/*
 * A chain of n quantities of which each one drives the next, by the classical Runge-Kutta method: y_i' = rates_i * y_(i-1), and the first one
 * grows at its rate. Returns half the square of the final state (n).
 */

static void slope(int n, const double *rates, const double *y, double *derivative) {
  derivative[0] = rates[0];
  for (int i = 1; i < n; i++)
    derivative[i] = rates[i] * y[i - 1];
}

static void moved(int n, const double *y, double h, const double *direction, double *result) {
  for (int i = 0; i < n; i++)
    result[i] = y[i] + h * direction[i];
}

double rk4_objective(int n, int steps, double h, const double *restrict rates, const double *restrict initial) {
  double y[n], between[n], k1[n], k2[n], k3[n], k4[n];
  for (int i = 0; i < n; i++)
    y[i] = initial[i];
  for (int s = 0; s < steps; s++) {
    slope(n, rates, y, k1);
    moved(n, y, 0.5 * h, k1, between);
    slope(n, rates, between, k2);
    moved(n, y, 0.5 * h, k2, between);
    slope(n, rates, between, k3);
    moved(n, y, h, k3, between);
    slope(n, rates, between, k4);
    for (int i = 0; i < n; i++)
      y[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
  }
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += 0.5 * y[i] * y[i];
  return sum;
}
