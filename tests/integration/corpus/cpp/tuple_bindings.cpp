// FLAGS: -std=c++17
// Several results at once: tuples, structured bindings, and folds over what they hold.
#include <cmath>
#include <tuple>

static std::tuple<double, double, int> moments(const double *x, int n) {
  double mean = 0.0, spread = 0.0;
  for (int i = 0; i < n; i++) mean += x[i] / n;
  for (int i = 0; i < n; i++) spread += (x[i] - mean) * (x[i] - mean);
  return {mean, std::sqrt(spread / n), n};
}

template <typename... Ts>
static double product(const std::tuple<Ts...> &values) {
  return std::apply([](const auto &...one) { return (1.0 * ... * one); }, values);
}

extern "C" double objective(const double *x, int n) {
  auto [mean, spread, count] = moments(x, n);
  const auto [low, high, half] = moments(x, count / 2);
  return mean * spread + product(std::make_tuple(low, high, half)) + std::get<1>(moments(x + half, n - half));
}
