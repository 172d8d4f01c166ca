// A natural cubic spline class (tridiagonal solve in the constructor), evaluated with a binary search.
#include <algorithm>
#include <stdexcept>
#include <vector>

class Spline {
 public:
  Spline(std::vector<double> t, std::vector<double> y) : t_(std::move(t)), y_(std::move(y)), m_(t_.size()) {
    if (t_.size() != y_.size() || t_.size() < 3) throw std::invalid_argument("spline: sizes");
    const std::size_t n = t_.size();
    std::vector<double> diagonal(n, 1.0), upper(n), right(n);
    for (std::size_t i = 1; i + 1 < n; ++i) {
      double h0 = t_[i] - t_[i - 1], h1 = t_[i + 1] - t_[i];
      double lower = h0 / 6.0;
      diagonal[i] = (h0 + h1) / 3.0;
      upper[i] = h1 / 6.0;
      right[i] = (y_[i + 1] - y_[i]) / h1 - (y_[i] - y_[i - 1]) / h0;
      double factor = lower / diagonal[i - 1];
      diagonal[i] -= factor * upper[i - 1];
      right[i] -= factor * right[i - 1];
    }
    for (std::size_t i = n - 1; i-- > 1;) m_[i] = (right[i] - upper[i] * m_[i + 1]) / diagonal[i];
  }
  double operator()(double t) const {
    auto above = std::upper_bound(t_.begin() + 1, t_.end() - 1, t);
    std::size_t k = above - t_.begin();
    double h = t_[k] - t_[k - 1], a = (t_[k] - t) / h, b = 1.0 - a;
    return a * y_[k - 1] + b * y_[k] + ((a * a * a - a) * m_[k - 1] + (b * b * b - b) * m_[k]) * h * h / 6.0;
  }

 private:
  std::vector<double> t_, y_, m_;
};

extern "C" double objective(const double *x, int n) {
  std::vector<double> t(n), y(n);
  for (int i = 0; i < n; ++i) {
    t[i] = i + 0.1 * x[i];
    y[i] = x[i] * x[i];
  }
  const Spline spline(t, y);
  double sum = 0.0;
  for (double s : {0.7, 2.3, 3.6, 5.55, 6.2}) sum += spline(s) * s;
  return sum;
}
