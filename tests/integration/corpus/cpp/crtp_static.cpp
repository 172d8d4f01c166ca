// The curiously recurring template pattern, functors as template arguments, and tag dispatch: polymorphism without pointers.
#include <cmath>

namespace {

template <typename Derived>
struct Kernel {
  double operator()(double a, double b) const { return static_cast<const Derived *>(this)->measure(a - b); }
  double twice(double a, double b) const { return 2.0 * (*this)(a, b); }
};

struct Gaussian : Kernel<Gaussian> {
  double width;
  explicit Gaussian(double w) : width(w) {}
  double measure(double d) const { return std::exp(-d * d / (2.0 * width * width)); }
};

struct Rational : Kernel<Rational> {
  double scale;
  explicit Rational(double s) : scale(s) {}
  double measure(double d) const { return 1.0 / (1.0 + scale * d * d); }
};

struct fast {};
struct slow {};

template <typename K> double sum(const double *x, int n, const K &kernel, slow) {
  double total = 0.0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      total += kernel(x[i], x[j]);
  return total;
}

template <typename K> double sum(const double *x, int n, const K &kernel, fast) {
  double total = n * kernel(0.0, 0.0);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++)
      total += kernel.twice(x[i], x[j]);
  return total;
}

} // namespace

extern "C" double objective(const double *x, int n) {
  return sum(x, n, Gaussian(x[0]), slow()) * sum(x, n, Rational(x[1]), fast());
}
