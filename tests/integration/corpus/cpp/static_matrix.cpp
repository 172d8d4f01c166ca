// Fixed-size matrices with constexpr sizes: products, transposes, and a Cholesky factor for a Gaussian density.
#include <cmath>
#include <initializer_list>
#include <type_traits>

template <int R, int C, typename T = double>
class Matrix {
 public:
  constexpr Matrix() = default;
  constexpr Matrix(std::initializer_list<T> values) {
    int i = 0;
    for (const T &v : values) elements[i++] = v;
  }
  static constexpr Matrix identity() {
    static_assert(R == C);
    Matrix m;
    for (int i = 0; i < R; ++i) m(i, i) = T(1);
    return m;
  }
  constexpr T &operator()(int i, int j) { return elements[i * C + j]; }
  constexpr const T &operator()(int i, int j) const { return elements[i * C + j]; }
  template <int K>
  constexpr Matrix<R, K, T> operator*(const Matrix<C, K, T> &o) const {
    Matrix<R, K, T> r;
    for (int i = 0; i < R; ++i)
      for (int j = 0; j < K; ++j)
        for (int k = 0; k < C; ++k) r(i, j) += (*this)(i, k) * o(k, j);
    return r;
  }
  constexpr Matrix operator+(const Matrix &o) const {
    Matrix r = *this;
    for (int i = 0; i < R * C; ++i) r.elements[i] += o.elements[i];
    return r;
  }
  constexpr Matrix<C, R, T> transposed() const {
    Matrix<C, R, T> r;
    for (int i = 0; i < R; ++i)
      for (int j = 0; j < C; ++j) r(j, i) = (*this)(i, j);
    return r;
  }

 private:
  T elements[R * C] = {};
};

template <int N>
Matrix<N, N> cholesky(const Matrix<N, N> &a) {
  Matrix<N, N> l;
  for (int i = 0; i < N; ++i)
    for (int j = 0; j <= i; ++j) {
      double s = a(i, j);
      for (int k = 0; k < j; ++k) s -= l(i, k) * l(j, k);
      if (i == j)
        l(i, i) = std::sqrt(s);
      else
        l(i, j) = s / l(j, j);
    }
  return l;
}

template <int N>
double log_density(const Matrix<N, N> &covariance, const Matrix<N, 1> &x) {
  auto l = cholesky(covariance);
  Matrix<N, 1> y;
  double log_determinant = 0.0, square = 0.0;
  for (int i = 0; i < N; ++i) {
    double s = x(i, 0);
    for (int k = 0; k < i; ++k) s -= l(i, k) * y(k, 0);
    y(i, 0) = s / l(i, i);
    square += y(i, 0) * y(i, 0);
    log_determinant += std::log(l(i, i));
  }
  return -0.5 * square - log_determinant;
}

extern "C" double objective(const double *x, int) {
  Matrix<3, 2> factor{x[0], x[1], x[2], x[3], x[4], x[5]};
  constexpr auto jitter = Matrix<3, 3>::identity();
  auto covariance = factor * factor.transposed() + jitter;
  return log_density<3>(covariance, {x[6], x[7], 0.5}) + log_density<3>(covariance * covariance, {0.1, x[0], x[7]});
}
