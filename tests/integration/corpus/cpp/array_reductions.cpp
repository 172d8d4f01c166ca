// FLAGS: -std=c++17
// Arrays of fixed size and the algorithms that fold and transform them.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

extern "C" double objective(const double *x, int n) {
  std::array<double, 8> values{}, sums{}, differences{};
  std::copy_n(x, std::min<std::size_t>(n, values.size()), values.begin());
  std::partial_sum(values.begin(), values.end(), sums.begin());
  std::adjacent_difference(values.begin(), values.end(), differences.begin(), std::multiplies<>());
  std::transform(sums.begin(), sums.end(), differences.begin(), sums.begin(), [](double a, double b) { return a * std::tanh(b); });
  std::rotate(sums.begin(), sums.begin() + 3, sums.end());
  const double largest = *std::max_element(sums.begin(), sums.end());
  return std::transform_reduce(sums.begin(), sums.end(), values.begin(), largest) + std::accumulate(differences.begin(), differences.end(), 0.0);
}
