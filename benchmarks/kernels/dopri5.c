#include <math.h>
/*
 * Lorenz's equations by the method of Dormand and Prince, with steps that are halved where the estimated error is too large and
 * doubled where it is much smaller than that. parameters (3): sigma, rho, beta. Returns half the square of the state (3) at time `end`.
 */

enum { SIZE = 3, STAGES = 7 };

static const double WEIGHTS[STAGES][STAGES] = {
    {0},
    {1.0 / 5},
    {3.0 / 40, 9.0 / 40},
    {44.0 / 45, -56.0 / 15, 32.0 / 9},
    {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
    {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
    {35.0 / 384, 0.0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84},
};
/* The results of order 5 and 4 differ by these multiples of the slopes. */
static const double ERRORS[STAGES] = {71.0 / 57600,      0.0,          -71.0 / 16695, 71.0 / 1920,
                                      -17253.0 / 339200, 22.0 / 525.0, -1.0 / 40};

static void lorenz(const double *parameters, const double *x, double *slope) {
  slope[0] = parameters[0] * (x[1] - x[0]);
  slope[1] = x[0] * (parameters[1] - x[2]) - x[1];
  slope[2] = x[0] * x[1] - parameters[2] * x[2];
}

/* The state that a stage starts from; that of the last stage is the result of the step. */
static void stage_state(int stage, double h, const double *x, double slopes[STAGES][SIZE], double *result) {
  for (int i = 0; i < SIZE; i++) {
    double sum = 0.0;
    for (int k = 0; k < stage; k++)
      sum += WEIGHTS[stage][k] * slopes[k][i];
    result[i] = x[i] + h * sum;
  }
}

static double step(double h, const double *parameters, const double *x, double *result) {
  double slopes[STAGES][SIZE], between[SIZE], largest = 0.0;
  for (int stage = 0; stage < STAGES; stage++) {
    stage_state(stage, h, x, slopes, between);
    lorenz(parameters, between, slopes[stage]);
  }
  for (int i = 0; i < SIZE; i++) {
    double error = 0.0;
    for (int k = 0; k < STAGES; k++)
      error += ERRORS[k] * slopes[k][i];
    largest = fmax(largest, fabs(h * error));
    result[i] = between[i];
  }
  return largest;
}

double dopri5_objective(double end, double tolerance, const double *restrict parameters,
                        const double *restrict initial) {
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
    time += taken;
    for (int i = 0; i < SIZE; i++)
      x[i] = next[i];
    if (error < tolerance / 64.0)
      h = 2.0 * taken;
  }
  double sum = 0.0;
  for (int i = 0; i < SIZE; i++)
    sum += 0.5 * x[i] * x[i];
  return sum;
}
