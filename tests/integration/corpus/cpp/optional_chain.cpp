// FLAGS: -std=c++17
// Steps of a computation that may have no result.
#include <cmath>
#include <optional>

static std::optional<double> root(double v) {
  if (v < 0.0) return std::nullopt;
  return std::sqrt(v + 0.1);
}

static std::optional<double> reciprocal(std::optional<double> v) {
  if (!v || *v == 0.0) return {};
  return 1.0 / *v;
}

extern "C" double objective(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) sum += reciprocal(root(x[i])).value_or(0.3 * x[i]);
  return sum;
}
