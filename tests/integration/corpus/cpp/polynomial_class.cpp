// Polynomials over vectors with operator overloading, Horner, derivative, gcd-free arithmetic and composition.
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

class Polynomial {
 public:
  Polynomial(std::initializer_list<double> c) : c_(c) {}
  explicit Polynomial(std::vector<double> c) : c_(std::move(c)) {}
  std::size_t size() const { return c_.size(); }
  double operator()(double t) const {
    double r = 0.0;
    for (auto it = c_.rbegin(); it != c_.rend(); ++it) r = r * t + *it;
    return r;
  }
  Polynomial operator+(const Polynomial &o) const {
    std::vector<double> r(std::max(size(), o.size()));
    std::copy(c_.begin(), c_.end(), r.begin());
    std::transform(o.c_.begin(), o.c_.end(), r.begin(), r.begin(), [](double a, double b) { return a + b; });
    return Polynomial(std::move(r));
  }
  Polynomial operator*(const Polynomial &o) const {
    std::vector<double> r(size() + o.size() - 1);
    for (std::size_t i = 0; i < size(); ++i)
      for (std::size_t j = 0; j < o.size(); ++j) r[i + j] += c_[i] * o.c_[j];
    return Polynomial(std::move(r));
  }
  Polynomial derivative() const {
    std::vector<double> r;
    for (std::size_t i = 1; i < size(); ++i) r.push_back(static_cast<double>(i) * c_[i]);
    return Polynomial(r);
  }
  Polynomial of(const Polynomial &inner) const {
    Polynomial r{c_.back()};
    for (std::size_t i = size() - 1; i-- > 0;) r = r * inner + Polynomial{c_[i]};
    return r;
  }

 private:
  std::vector<double> c_;
};

extern "C" double objective(const double *x, int n) {
  Polynomial p{x[0], x[1], x[2]}, q{x[3], x[4]};
  Polynomial r = p.of(q) + (p * q).derivative();
  Polynomial s(std::vector<double>(x + 4, x + n));
  return r(0.7) + (r * s)(x[5] * 0.3) - s.derivative()(1.1);
}
