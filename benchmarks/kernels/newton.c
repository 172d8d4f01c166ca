#include <math.h>
/*
 * Newton's method for matrix x + x^3 = right, with a matrix (n, n) that has a large diagonal, from x = 0 on. Returns half the square of the
 * solution (n).
 */

/* Solves in place by Gauss' elimination: right becomes the solution, matrix is destroyed. */
static void solve(int n, double *matrix, double *right) {
  for (int k = 0; k < n; k++)
    for (int i = k + 1; i < n; i++) {
      double factor = matrix[i * n + k] / matrix[k * n + k];
      for (int j = k + 1; j < n; j++)
        matrix[i * n + j] -= factor * matrix[k * n + j];
      right[i] -= factor * right[k];
    }
  for (int i = n - 1; i >= 0; i--) {
    for (int j = i + 1; j < n; j++)
      right[i] -= matrix[i * n + j] * right[j];
    right[i] /= matrix[i * n + i];
  }
}

double newton_objective(int n, const double *restrict matrix, const double *restrict right) {
  double x[n], residual[n], jacobian[n * n];
  for (int i = 0; i < n; i++)
    x[i] = 0.0;
  double change;
  do {
    for (int i = 0; i < n; i++) {
      residual[i] = x[i] * x[i] * x[i] - right[i];
      for (int j = 0; j < n; j++) {
        residual[i] += matrix[i * n + j] * x[j];
        jacobian[i * n + j] = matrix[i * n + j];
      }
      jacobian[i * n + i] += 3.0 * x[i] * x[i];
    }
    solve(n, jacobian, residual);
    change = 0.0;
    for (int i = 0; i < n; i++) {
      x[i] -= residual[i];
      change = fmax(change, fabs(residual[i]));
    }
  } while (change > 1e-12);
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += 0.5 * x[i] * x[i];
  return sum;
}
