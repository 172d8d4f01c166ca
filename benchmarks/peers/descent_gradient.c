/* The gradient of descent.c by hand: adds to d_matrix (rows, columns), d_x (columns) and d_y (rows), and returns the objective. */
double descent_gradient(int rows, int columns, const double *restrict matrix, const double *restrict x,
                        const double *restrict y, double *restrict d_matrix, double *restrict d_x,
                        double *restrict d_y) {
  double sum = 0.0;
  for (int i = 0; i < rows; i++) {
    const double *row = &matrix[i * columns];
    double *d_row = &d_matrix[i * columns];
    double residual = -y[i];
    for (int j = 0; j < columns; j++)
      residual += row[j] * x[j];
    sum += 0.5 * residual * residual;
    for (int j = 0; j < columns; j++) {
      d_row[j] += residual * x[j];
      d_x[j] += residual * row[j];
    }
    d_y[i] -= residual;
  }
  return sum;
}
