/* Several steps of a nonlinear heat equation, in place: each point reads its updated left neighbour. */
void stencil_1d(double *u, int n, int steps) {
  for (int step = 0; step < steps; step++)
    for (int i = 1; i < n - 1; i++)
      u[i] = u[i] + 0.1 * (u[i - 1] - 2.0 * u[i] + u[i + 1]) * u[i];
}
