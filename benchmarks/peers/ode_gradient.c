#include <stdlib.h>
/*
 * The gradient of ode.c by hand: adds to d_parameters (3) and d_initial (2, g), and returns the objective. The forward sweep
 * keeps the states at which slopes are taken, four per step.
 */

static void slope(int g, const double *restrict parameters, const double *restrict state,
                  double *restrict derivative) {
  double a = parameters[0], b = parameters[1], diffusion = parameters[2];
  const double *u = state, *v = state + g;
  for (int i = 0; i < g; i++) {
    int left = i == 0 ? g - 1 : i - 1, right = i == g - 1 ? 0 : i + 1;
    double reaction = u[i] * u[i] * v[i];
    derivative[i] = a + reaction - (b + 1.0) * u[i] + diffusion * (u[left] - 2.0 * u[i] + u[right]);
    derivative[g + i] = b * u[i] - reaction + diffusion * (v[left] - 2.0 * v[i] + v[right]);
  }
}

/* Adds to d_state what comes from `adjoint` of its slope. */
static void slope_reversed(int g, const double *restrict parameters, const double *restrict state,
                           const double *restrict adjoint, double *restrict d_parameters,
                           double *restrict d_state) {
  double b = parameters[1], diffusion = parameters[2];
  const double *u = state, *v = state + g;
  double d_a = 0.0, d_b = 0.0, d_diffusion = 0.0;
  for (int i = 0; i < g; i++) {
    int left = i == 0 ? g - 1 : i - 1, right = i == g - 1 ? 0 : i + 1;
    double du = adjoint[i], dv = adjoint[g + i];
    d_a += du;
    d_b += (dv - du) * u[i];
    d_diffusion += du * (u[left] - 2.0 * u[i] + u[right]) + dv * (v[left] - 2.0 * v[i] + v[right]);
    d_state[i] += 2.0 * (du - dv) * u[i] * v[i] - (b + 1.0) * du + b * dv +
                  diffusion * (adjoint[left] - 2.0 * du + adjoint[right]);
    d_state[g + i] += (du - dv) * u[i] * u[i] +
                      diffusion * (adjoint[g + left] - 2.0 * dv + adjoint[g + right]);
  }
  d_parameters[0] += d_a;
  d_parameters[1] += d_b;
  d_parameters[2] += d_diffusion;
}

static void moved(int size, const double *state, double h, const double *direction, double *result) {
  for (int i = 0; i < size; i++)
    result[i] = state[i] + h * direction[i];
}

double ode_gradient(int g, int steps, double h, const double *restrict parameters,
                    const double *restrict initial, double *restrict d_parameters,
                    double *restrict d_initial) {
  int size = 2 * g;
  double *states = malloc(sizeof(double) * 4 * size * steps);
  double state[size], k1[size], k2[size], k3[size], k4[size];
  for (int i = 0; i < size; i++)
    state[i] = initial[i];
  for (int s = 0; s < steps; s++) {
    double *at = &states[4 * size * s];
    moved(size, state, 0.0, state, at);
    slope(g, parameters, at, k1);
    moved(size, state, 0.5 * h, k1, at + size);
    slope(g, parameters, at + size, k2);
    moved(size, state, 0.5 * h, k2, at + 2 * size);
    slope(g, parameters, at + 2 * size, k3);
    moved(size, state, h, k3, at + 3 * size);
    slope(g, parameters, at + 3 * size, k4);
    for (int i = 0; i < size; i++)
      state[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
  }
  double sum = 0.0;
  double d_state[size], d_between[size], d_slope[size];
  for (int i = 0; i < size; i++) {
    sum += 0.5 * state[i] * state[i];
    d_state[i] = state[i];
  }
  const double weights[4] = {h / 6.0, h / 3.0, h / 3.0, h / 6.0};
  const double reach[4] = {0.5 * h, 0.5 * h, h, 0.0};
  for (int s = steps - 1; s >= 0; s--) {
    double d_total[size];
    for (int i = 0; i < size; i++) {
      d_total[i] = d_state[i];
      d_between[i] = 0.0;
    }
    for (int stage = 3; stage >= 0; stage--) {
      for (int i = 0; i < size; i++) {
        d_slope[i] = weights[stage] * d_state[i] + reach[stage] * d_between[i];
        d_between[i] = 0.0;
      }
      slope_reversed(g, parameters, &states[size * (4 * s + stage)], d_slope, d_parameters, d_between);
      for (int i = 0; i < size; i++)
        d_total[i] += d_between[i];
    }
    for (int i = 0; i < size; i++)
      d_state[i] = d_total[i];
  }
  for (int i = 0; i < size; i++)
    d_initial[i] += d_state[i];
  free(states);
  return sum;
}
