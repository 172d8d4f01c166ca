// A determinant by Gaussian elimination with pivoting, over a matrix class with its size in the type.
#include <cmath>

template <int N>
class Matrix {
public:
  double &operator()(int i, int j) { return data_[i * N + j]; }
  double operator()(int i, int j) const { return data_[i * N + j]; }

  Matrix operator*(const Matrix &other) const {
    Matrix product;
    for (int i = 0; i < N; i++)
      for (int j = 0; j < N; j++) {
        double sum = 0.0;
        for (int k = 0; k < N; k++)
          sum += (*this)(i, k) * other(k, j);
        product(i, j) = sum;
      }
    return product;
  }

private:
  double data_[N * N];
};

template <int N>
double determinant(Matrix<N> a) {
  double result = 1.0;
  for (int k = 0; k < N; k++) {
    int pivot = k;
    for (int i = k + 1; i < N; i++)
      if (std::fabs(a(i, k)) > std::fabs(a(pivot, k)))
        pivot = i;
    if (pivot != k) {
      for (int j = 0; j < N; j++) {
        double held = a(k, j);
        a(k, j) = a(pivot, j);
        a(pivot, j) = held;
      }
      result = -result;
    }
    result *= a(k, k);
    for (int i = k + 1; i < N; i++) {
      double factor = a(i, k) / a(k, k);
      for (int j = k; j < N; j++)
        a(i, j) -= factor * a(k, j);
    }
  }
  return result;
}

extern "C" double objective(const double *x, int n) {
  Matrix<4> a, b;
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) {
      a(i, j) = x[(i + 2 * j) % n] + (i == j ? 3.0 : 0.0);
      b(i, j) = std::sin(x[(3 * i + j) % n]);
    }
  return determinant(a * b);
}
