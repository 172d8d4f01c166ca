#include <stdlib.h>
#include "../kernels/rk4.c"
/*
 * The gradient of rk4.c by hand: `rk4_gradient` adds to d_rates (n) and d_initial (n), `rk4_initial_gradient` to d_initial only; both return the
 * objective. The equations are linear: with constant rates nothing has to be kept, else the state before each step is.
 */

static void forward(int n, int steps, double h, const double *rates, double *y, double *kept) {
  double between[n], k1[n], k2[n], k3[n], k4[n];
  for (int s = 0; s < steps; s++) {
    if (kept)
      for (int i = 0; i < n; i++)
        kept[(size_t)s * n + i] = y[i];
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
}

/* d_state becomes what the adjoint of a slope gives to the state that it was taken at. */
static void slope_reversed(int n, const double *restrict rates, const double *restrict d_slope,
                           double *restrict d_state) {
  for (int i = 0; i < n - 1; i++)
    d_state[i] = rates[i + 1] * d_slope[i + 1];
  d_state[n - 1] = 0.0;
}

/* d_slopes (4, n) become the adjoints of the four slopes, and d_y (n) that of the state before the step. */
static void step_reversed(int n, double h, const double *restrict rates, double *restrict d_y,
                          double *restrict d_slopes) {
  const double weights[4] = {h / 6.0, h / 3.0, h / 3.0, h / 6.0}, reach[4] = {0.5 * h, 0.5 * h, h, 0.0};
  double d_state[n], d_total[n];
  for (int i = 0; i < n; i++) {
    d_state[i] = 0.0;
    d_total[i] = d_y[i];
  }
  for (int stage = 3; stage >= 0; stage--) {
    double *d_slope = &d_slopes[stage * n];
    for (int i = 0; i < n; i++)
      d_slope[i] = weights[stage] * d_y[i] + reach[stage] * d_state[i];
    slope_reversed(n, rates, d_slope, d_state);
    for (int i = 0; i < n; i++)
      d_total[i] += d_state[i];
  }
  for (int i = 0; i < n; i++)
    d_y[i] = d_total[i];
}

static double half_square(int n, const double *y, double *d_y) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    sum += 0.5 * y[i] * y[i];
    d_y[i] = y[i];
  }
  return sum;
}

double rk4_initial_gradient(int n, int steps, double h, const double *restrict rates,
                            const double *restrict initial, double *restrict d_initial) {
  double y[n], d_y[n], d_slopes[4 * n];
  for (int i = 0; i < n; i++)
    y[i] = initial[i];
  forward(n, steps, h, rates, y, 0);
  double objective = half_square(n, y, d_y);
  for (int s = 0; s < steps; s++)
    step_reversed(n, h, rates, d_y, d_slopes);
  for (int i = 0; i < n; i++)
    d_initial[i] += d_y[i];
  return objective;
}

static void add_rates(int n, const double *restrict d_slope, const double *restrict state,
                      double *restrict d_rates) {
  d_rates[0] += d_slope[0];
  for (int i = 1; i < n; i++)
    d_rates[i] += d_slope[i] * state[i - 1];
}

double rk4_gradient(int n, int steps, double h, const double *restrict rates, const double *restrict initial,
                    double *restrict d_rates, double *restrict d_initial) {
  double *kept = malloc(sizeof(double) * n * steps);
  double y[n], d_y[n], d_slopes[4 * n], between[n], k[n];
  for (int i = 0; i < n; i++)
    y[i] = initial[i];
  forward(n, steps, h, rates, y, kept);
  double objective = half_square(n, y, d_y);
  for (int s = steps - 1; s >= 0; s--) {
    const double *state = &kept[(size_t)s * n];
    step_reversed(n, h, rates, d_y, d_slopes);
    add_rates(n, d_slopes, state, d_rates);
    slope(n, rates, state, k);
    moved(n, state, 0.5 * h, k, between);
    add_rates(n, d_slopes + n, between, d_rates);
    slope(n, rates, between, k);
    moved(n, state, 0.5 * h, k, between);
    add_rates(n, d_slopes + 2 * n, between, d_rates);
    slope(n, rates, between, k);
    moved(n, state, h, k, between);
    add_rates(n, d_slopes + 3 * n, between, d_rates);
  }
  for (int i = 0; i < n; i++)
    d_initial[i] += d_y[i];
  free(kept);
  return objective;
}
