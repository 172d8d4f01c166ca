#include <math.h>
/*
 * n bodies that attract each other, softened where they are close, by the symplectic Euler method. positions and velocities are (n, 3).
 * Returns half the square of the final positions.
 */

static const double SOFTENING = 0.01;

static void attract(int n, const double *masses, const double *positions, double *accelerations) {
  for (int i = 0; i < 3 * n; i++)
    accelerations[i] = 0.0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++) {
      double difference[3], square = SOFTENING;
      for (int c = 0; c < 3; c++) {
        difference[c] = positions[3 * j + c] - positions[3 * i + c];
        square += difference[c] * difference[c];
      }
      double strength = 1.0 / (square * sqrt(square));
      for (int c = 0; c < 3; c++) {
        accelerations[3 * i + c] += masses[j] * strength * difference[c];
        accelerations[3 * j + c] -= masses[i] * strength * difference[c];
      }
    }
}

double nbody_objective(int n, int steps, double h, const double *restrict masses,
                       const double *restrict positions, const double *restrict velocities) {
  double x[3 * n], v[3 * n], a[3 * n];
  for (int i = 0; i < 3 * n; i++) {
    x[i] = positions[i];
    v[i] = velocities[i];
  }
  for (int s = 0; s < steps; s++) {
    attract(n, masses, x, a);
    for (int i = 0; i < 3 * n; i++) {
      v[i] += h * a[i];
      x[i] += h * v[i];
    }
  }
  double sum = 0.0;
  for (int i = 0; i < 3 * n; i++)
    sum += 0.5 * x[i] * x[i];
  return sum;
}
