// A dynamic matrix with move semantics and slices; LU with row exchanges of iterators; matrix exponential by scaling.
// X: 0.2 -0.5 0.8 0.1 0.4 -0.3 0.6 0.9 -0.2
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

class Matrix {
 public:
  Matrix(std::size_t rows, std::size_t columns, double value = 0.0) : columns_(columns), data_(rows * columns, value) {}
  static Matrix identity(std::size_t n) {
    Matrix m(n, n);
    for (std::size_t i = 0; i < n; ++i) m(i, i) = 1.0;
    return m;
  }
  double &operator()(std::size_t i, std::size_t j) { return data_[i * columns_ + j]; }
  const double &operator()(std::size_t i, std::size_t j) const { return data_[i * columns_ + j]; }
  std::size_t rows() const { return data_.size() / columns_; }
  std::size_t columns() const { return columns_; }
  Matrix &operator*=(double s) {
    for (auto &v : data_) v *= s;
    return *this;
  }
  friend Matrix operator*(const Matrix &a, const Matrix &b) {
    Matrix r(a.rows(), b.columns());
    for (std::size_t i = 0; i < a.rows(); ++i)
      for (std::size_t k = 0; k < a.columns(); ++k)
        for (std::size_t j = 0; j < b.columns(); ++j) r(i, j) += a(i, k) * b(k, j);
    return r;
  }
  friend Matrix operator+(Matrix a, const Matrix &b) {
    for (std::size_t i = 0; i < a.data_.size(); ++i) a.data_[i] += b.data_[i];
    return a;
  }
  double determinant() const {
    Matrix m = *this;
    double d = 1.0;
    for (std::size_t k = 0; k < m.rows(); ++k) {
      std::size_t best = k;
      for (std::size_t i = k + 1; i < m.rows(); ++i)
        if (std::abs(m(i, k)) > std::abs(m(best, k))) best = i;
      if (best != k) {
        std::swap_ranges(&m(k, 0), &m(k, 0) + columns_, &m(best, 0));
        d = -d;
      }
      d *= m(k, k);
      for (std::size_t i = k + 1; i < m.rows(); ++i) {
        double f = m(i, k) / m(k, k);
        for (std::size_t j = k; j < columns_; ++j) m(i, j) -= f * m(k, j);
      }
    }
    return d;
  }

 private:
  std::size_t columns_;
  std::vector<double> data_;
};

static Matrix exponential(Matrix a) {
  const std::size_t n = a.rows();
  a *= 0.25;
  Matrix result = Matrix::identity(n), term = Matrix::identity(n);
  for (int k = 1; k <= 6; ++k) {
    term = term * a;
    term *= 1.0 / k;
    result = result + term;
  }
  for (int i = 0; i < 2; ++i) result = result * result;
  return result;
}

extern "C" double objective(const double *x, int) {
  Matrix a(3, 3);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) a(i, j) = x[3 * i + j];
  Matrix e = exponential(a);
  return e.determinant() + e(0, 1) * e(2, 0) + (e + a)(1, 1);
}
