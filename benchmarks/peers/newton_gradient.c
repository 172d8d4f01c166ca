#include "../kernels/newton.c"
/*
 * The gradient of newton.c by hand: adds to d_matrix (n, n) and d_right (n), and returns the objective. By the theorem of implicit functions, one
 * linear system at the solution is all that it takes.
 */
double newton_gradient(int n, const double *restrict matrix, const double *restrict right,
                       double *restrict d_matrix, double *restrict d_right) {
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
  double sum = 0.0, adjoint[n];
  for (int i = 0; i < n; i++) {
    sum += 0.5 * x[i] * x[i];
    adjoint[i] = x[i];
    for (int j = 0; j < n; j++)
      jacobian[j * n + i] = matrix[i * n + j];
  }
  for (int i = 0; i < n; i++)
    jacobian[i * n + i] += 3.0 * x[i] * x[i];
  solve(n, jacobian, adjoint);
  for (int i = 0; i < n; i++) {
    d_right[i] += adjoint[i];
    for (int j = 0; j < n; j++)
      d_matrix[i * n + j] -= adjoint[i] * x[j];
  }
  return sum;
}
