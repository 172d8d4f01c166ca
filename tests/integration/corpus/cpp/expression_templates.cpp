// Lazy vector expressions by CRTP; evaluated once into fixed-size storage.
#include <cmath>
#include <cstddef>

template <typename E>
struct Expression {
  double operator[](std::size_t i) const { return static_cast<const E &>(*this)[i]; }
  const E &self() const { return static_cast<const E &>(*this); }
};

template <std::size_t N>
class Vector : public Expression<Vector<N>> {
 public:
  Vector() : data_{} {}
  explicit Vector(const double *from) {
    for (std::size_t i = 0; i < N; ++i) data_[i] = from[i];
  }
  template <typename E>
  Vector(const Expression<E> &e) {
    for (std::size_t i = 0; i < N; ++i) data_[i] = e[i];
  }
  template <typename E>
  Vector &operator+=(const Expression<E> &e) {
    for (std::size_t i = 0; i < N; ++i) data_[i] += e[i];
    return *this;
  }
  double operator[](std::size_t i) const { return data_[i]; }
  double &operator[](std::size_t i) { return data_[i]; }

 private:
  double data_[N];
};

template <typename L, typename R, typename Op>
struct Binary : Expression<Binary<L, R, Op>> {
  Binary(const L &l, const R &r) : left(l), right(r) {}
  double operator[](std::size_t i) const { return Op::apply(left[i], right[i]); }
  const L &left;
  const R &right;
};
template <typename E>
struct Scaled : Expression<Scaled<E>> {
  Scaled(double f, const E &e) : factor(f), inner(e) {}
  double operator[](std::size_t i) const { return factor * inner[i]; }
  double factor;
  const E &inner;
};
template <typename E, typename F>
struct Mapped : Expression<Mapped<E, F>> {
  Mapped(const E &e, F f) : inner(e), function(f) {}
  double operator[](std::size_t i) const { return function(inner[i]); }
  const E &inner;
  F function;
};
struct Plus {
  static double apply(double a, double b) { return a + b; }
};
struct Times {
  static double apply(double a, double b) { return a * b; }
};

template <typename L, typename R>
Binary<L, R, Plus> operator+(const Expression<L> &l, const Expression<R> &r) { return {l.self(), r.self()}; }
template <typename L, typename R>
Binary<L, R, Times> operator*(const Expression<L> &l, const Expression<R> &r) { return {l.self(), r.self()}; }
template <typename E>
Scaled<E> operator*(double f, const Expression<E> &e) { return {f, e.self()}; }
template <typename E, typename F>
Mapped<E, F> map(const Expression<E> &e, F f) { return {e.self(), f}; }

template <typename E>
double sum(const Expression<E> &e, std::size_t n) {
  double s = 0.0;
  for (std::size_t i = 0; i < n; ++i) s += e[i];
  return s;
}

extern "C" double objective(const double *x, int) {
  Vector<4> a(x), b(x + 4), c = a + 2.0 * b;
  c += a * b;
  return sum(map(c * c + a, [](double v) { return std::tanh(0.5 * v); }), 4) + c[2];
}
