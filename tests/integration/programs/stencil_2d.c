/* A five-point stencil from one grid to another. */
void stencil_2d(const double *u, double *v, int rows, int columns) {
  for (int i = 1; i < rows - 1; i++)
    for (int j = 1; j < columns - 1; j++) {
      double centre = u[i * columns + j];
      double around = u[(i - 1) * columns + j] + u[(i + 1) * columns + j] +
                      u[i * columns + j - 1] + u[i * columns + j + 1];
      v[i * columns + j] = centre * centre + 0.25 * around;
    }
}
