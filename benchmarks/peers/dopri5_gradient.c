#include <stdlib.h>
#include "../kernels/dopri5.c"
/*
 * The gradient of dopri5.c by hand: adds to d_parameters (3) and d_initial (3), and returns the objective. Keeps the length of each step that
 * was taken, and the state before it; its stages are computed again.
 */

static void lorenz_reversed(const double *parameters, const double *x, const double *adjoint, double *d_parameters,
                            double *d_x) {
  d_parameters[0] += adjoint[0] * (x[1] - x[0]);
  d_parameters[1] += adjoint[1] * x[0];
  d_parameters[2] -= adjoint[2] * x[2];
  d_x[0] = -adjoint[0] * parameters[0] + adjoint[1] * (parameters[1] - x[2]) + adjoint[2] * x[1];
  d_x[1] = adjoint[0] * parameters[0] - adjoint[1] + adjoint[2] * x[0];
  d_x[2] = -adjoint[1] * x[0] - adjoint[2] * parameters[2];
}

/* From the adjoint of a step's result to that of its start. */
static void step_reversed(double h, const double *parameters, const double *x, double *d_x, double *d_parameters) {
  enum { USED = STAGES - 1 };
  double slopes[STAGES][SIZE], states[USED][SIZE], d_slopes[USED][SIZE], d_state[SIZE];
  for (int stage = 0; stage < USED; stage++) {
    stage_state(stage, h, x, slopes, states[stage]);
    lorenz(parameters, states[stage], slopes[stage]);
  }
  for (int k = 0; k < USED; k++)
    for (int i = 0; i < SIZE; i++)
      d_slopes[k][i] = h * WEIGHTS[USED][k] * d_x[i];
  for (int stage = USED - 1; stage >= 0; stage--) {
    lorenz_reversed(parameters, states[stage], d_slopes[stage], d_parameters, d_state);
    for (int i = 0; i < SIZE; i++) {
      d_x[i] += d_state[i];
      for (int k = 0; k < stage; k++)
        d_slopes[k][i] += h * WEIGHTS[stage][k] * d_state[i];
    }
  }
}

typedef struct {
  double length, start[SIZE];
} Step;

double dopri5_gradient(double end, double tolerance, const double *restrict parameters,
                       const double *restrict initial, double *restrict d_parameters,
                       double *restrict d_initial) {
  int count = 0, room = 256;
  Step *steps = malloc(sizeof(Step) * room);
  double x[SIZE], next[SIZE];
  for (int i = 0; i < SIZE; i++)
    x[i] = initial[i];
  double time = 0.0, h = 1.0 / 64;
  while (time < end) {
    double taken = fmin(h, end - time);
    double error = step(taken, parameters, x, next);
    if (error > tolerance) {
      h = 0.5 * taken;
      continue;
    }
    if (count == room) {
      room *= 2;
      steps = realloc(steps, sizeof(Step) * room);
    }
    steps[count].length = taken;
    time += taken;
    for (int i = 0; i < SIZE; i++) {
      steps[count].start[i] = x[i];
      x[i] = next[i];
    }
    count++;
    if (error < tolerance / 64.0)
      h = 2.0 * taken;
  }
  double objective = 0.0, d_x[SIZE];
  for (int i = 0; i < SIZE; i++) {
    objective += 0.5 * x[i] * x[i];
    d_x[i] = x[i];
  }
  for (int s = count - 1; s >= 0; s--)
    step_reversed(steps[s].length, parameters, steps[s].start, d_x, d_parameters);
  for (int i = 0; i < SIZE; i++)
    d_initial[i] += d_x[i];
  free(steps);
  return objective;
}
