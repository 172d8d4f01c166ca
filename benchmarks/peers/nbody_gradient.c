#include <stdlib.h>
#include "../kernels/nbody.c"
/*
 * The gradient of nbody.c by hand: adds to d_masses (n), d_positions and d_velocities (n, 3), and returns the objective. Keeps the positions before
 * each step, and computes distances again.
 */

static void attract_reversed(int n, const double *restrict masses, const double *restrict positions,
                             const double *restrict adjoint, double *restrict d_masses,
                             double *restrict d_positions) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++) {
      double difference[3], square = SOFTENING, by_i = 0.0, by_j = 0.0;
      for (int c = 0; c < 3; c++) {
        difference[c] = positions[3 * j + c] - positions[3 * i + c];
        square += difference[c] * difference[c];
        by_i += difference[c] * adjoint[3 * i + c];
        by_j += difference[c] * adjoint[3 * j + c];
      }
      double strength = 1.0 / (square * sqrt(square));
      d_masses[j] += strength * by_i;
      d_masses[i] -= strength * by_j;
      double along = 3.0 * strength / square * (masses[j] * by_i - masses[i] * by_j);
      for (int c = 0; c < 3; c++) {
        double d_difference = strength * (masses[j] * adjoint[3 * i + c] - masses[i] * adjoint[3 * j + c]) -
                              along * difference[c];
        d_positions[3 * j + c] += d_difference;
        d_positions[3 * i + c] -= d_difference;
      }
    }
}

double nbody_gradient(int n, int steps, double h, const double *restrict masses,
                      const double *restrict positions, const double *restrict velocities,
                      double *restrict d_masses, double *restrict d_positions,
                      double *restrict d_velocities) {
  double *kept = malloc(sizeof(double) * 3 * n * steps);
  double x[3 * n], v[3 * n], a[3 * n], d_x[3 * n], d_v[3 * n];
  for (int i = 0; i < 3 * n; i++) {
    x[i] = positions[i];
    v[i] = velocities[i];
  }
  for (int s = 0; s < steps; s++) {
    attract(n, masses, x, a);
    for (int i = 0; i < 3 * n; i++) {
      kept[3 * n * s + i] = x[i];
      v[i] += h * a[i];
      x[i] += h * v[i];
    }
  }
  double sum = 0.0;
  for (int i = 0; i < 3 * n; i++) {
    sum += 0.5 * x[i] * x[i];
    d_x[i] = x[i];
    d_v[i] = 0.0;
  }
  for (int s = steps - 1; s >= 0; s--) {
    for (int i = 0; i < 3 * n; i++) {
      d_v[i] += h * d_x[i];
      a[i] = h * d_v[i];
    }
    attract_reversed(n, masses, &kept[3 * n * s], a, d_masses, d_x);
  }
  for (int i = 0; i < 3 * n; i++) {
    d_positions[i] += d_x[i];
    d_velocities[i] += d_v[i];
  }
  free(kept);
  return sum;
}
