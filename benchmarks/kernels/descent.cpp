// As descent.c, with a class for matrices.
namespace {

struct Row {
  const double *elements;
  int columns;

  double times(const double *x) const {
    double sum = 0.0;
    for (int j = 0; j < columns; j++)
      sum += elements[j] * x[j];
    return sum;
  }
};

struct Matrix {
  const double *elements;
  int rows, columns;

  Row operator[](int i) const { return {elements + static_cast<long>(i) * columns, columns}; }
};

} // namespace

extern "C" double descent_objective(int rows, int columns, const double *elements, const double *x, const double *y) {
  Matrix matrix{elements, rows, columns};
  double sum = 0.0;
  for (int i = 0; i < rows; i++) {
    double residual = matrix[i].times(x) - y[i];
    sum += 0.5 * residual * residual;
  }
  return sum;
}
