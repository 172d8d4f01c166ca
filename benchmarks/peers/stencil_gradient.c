#include <stdlib.h>
#include <string.h>
/*
 * The gradient of stencil.c by hand: adds to d_before and d_after (n, n), overwrites both grids and returns the objective. The
 * forward sweep keeps the temperatures before every step.
 */

static void heat_step(int n, double rate, double slope, const double *restrict before,
                      double *restrict after) {
  for (int i = 1; i < n - 1; i++)
    for (int j = 1; j < n - 1; j++) {
      const double *t = &before[i * n + j];
      double difference = t[-n] + t[-1] - 4.0 * t[0] + t[1] + t[n];
      after[i * n + j] = t[0] + rate * (1.0 + slope * t[0]) * difference;
    }
}

/*
 * Each cell gathers what it has given to its neighbours: other than scattering, that can be vectorised. spread (n, n) is scratch
 * memory whose border is zero.
 */
static void heat_step_reversed(int n, double rate, double slope, const double *restrict before,
                               double *restrict d_before, double *restrict d_after,
                               double *restrict spread) {
  for (int i = 1; i < n - 1; i++)
    for (int j = 1; j < n - 1; j++) {
      const double *t = &before[i * n + j];
      double adjoint = d_after[i * n + j];
      double difference = t[-n] + t[-1] - 4.0 * t[0] + t[1] + t[n];
      double given = adjoint * rate * (1.0 + slope * t[0]);
      spread[i * n + j] = given;
      d_before[i * n + j] += adjoint * (1.0 + rate * slope * difference) - 4.0 * given;
      d_after[i * n + j] = 0.0;
    }
  for (int i = 1; i < n - 1; i++)
    for (int j = 1; j < n - 1; j++) {
      const double *s = &spread[i * n + j];
      d_before[i * n + j] += s[-n] + s[-1] + s[1] + s[n];
    }
  for (int i = 1; i < n - 1; i++) {
    d_before[i] += spread[n + i];
    d_before[(n - 1) * n + i] += spread[(n - 2) * n + i];
    d_before[i * n] += spread[i * n + 1];
    d_before[i * n + n - 1] += spread[i * n + n - 2];
  }
}

double stencil_gradient(int n, int steps, double rate, double slope, double *restrict before,
                        double *restrict after, double *restrict d_before, double *restrict d_after) {
  size_t cells = (size_t)n * n, bytes = cells * sizeof(double);
  double *kept = malloc(2 * steps * bytes), *spread = calloc(cells, sizeof(double));
  for (int s = 0; s < steps; s++) {
    memcpy(kept + 2 * s * cells, before, bytes);
    heat_step(n, rate, slope, before, after);
    memcpy(kept + (2 * s + 1) * cells, after, bytes);
    heat_step(n, rate, slope, after, before);
  }
  double sum = 0.0;
  for (size_t i = 0; i < cells; i++) {
    sum += 0.5 * before[i] * before[i];
    d_before[i] += before[i];
  }
  for (int s = steps - 1; s >= 0; s--) {
    heat_step_reversed(n, rate, slope, kept + (2 * s + 1) * cells, d_after, d_before, spread);
    heat_step_reversed(n, rate, slope, kept + 2 * s * cells, d_before, d_after, spread);
  }
  free(spread);
  free(kept);
  return sum;
}
