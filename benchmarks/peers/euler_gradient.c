#include <stdlib.h>
/* The gradient of euler.c by hand: adds to d_parameters (2) and d_initial (2), and returns the objective. Keeps all states. */
double euler_gradient(int steps, double h, const double *restrict parameters, const double *restrict initial,
                      double *restrict d_parameters, double *restrict d_initial) {
  double *states = malloc(sizeof(double) * 2 * steps);
  double damping = parameters[0], stiffness = parameters[1];
  double x = initial[0], v = initial[1];
  for (int s = 0; s < steps; s++) {
    states[2 * s] = x;
    states[2 * s + 1] = v;
    double acceleration = damping * (1.0 - x * x) * v - stiffness * x;
    x += h * v;
    v += h * acceleration;
  }
  double objective = 0.5 * (x * x + v * v);
  double d_x = x, d_v = v, d_damping = 0.0, d_stiffness = 0.0;
  for (int s = steps - 1; s >= 0; s--) {
    x = states[2 * s];
    v = states[2 * s + 1];
    double d_acceleration = h * d_v;
    d_damping += d_acceleration * (1.0 - x * x) * v;
    d_stiffness -= d_acceleration * x;
    d_v += h * d_x + d_acceleration * damping * (1.0 - x * x);
    d_x -= d_acceleration * (2.0 * damping * x * v + stiffness);
  }
  d_parameters[0] += d_damping;
  d_parameters[1] += d_stiffness;
  d_initial[0] += d_x;
  d_initial[1] += d_v;
  free(states);
  return objective;
}
