/* Half the square of matrix x - y, with a matrix of `rows` by `columns`: what gradient descent makes small. */
double descent_objective(int rows, int columns, const double *restrict matrix,
                         const double *restrict x, const double *restrict y) {
  double sum = 0.0;
  for (int i = 0; i < rows; i++) {
    double residual = -y[i];
    for (int j = 0; j < columns; j++)
      residual += matrix[i * columns + j] * x[j];
    sum += 0.5 * residual * residual;
  }
  return sum;
}
