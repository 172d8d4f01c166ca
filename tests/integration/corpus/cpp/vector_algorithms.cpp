// The standard algorithms on vectors: transform, accumulate, inner_product, partial_sum, adjacent_difference, rotate.
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <numeric>
#include <vector>

extern "C" double objective(const double *x, int n) {
  std::vector<double> v(x, x + n), w(n);
  std::transform(v.begin(), v.end(), w.begin(), [](double t) { return std::exp(-0.5 * t * t); });
  std::vector<double> sums;
  std::partial_sum(w.begin(), w.end(), std::back_inserter(sums));
  std::adjacent_difference(v.begin(), v.end(), w.begin(), std::multiplies<>());
  std::rotate(w.begin(), w.begin() + n / 3, w.end());
  std::reverse(sums.begin(), sums.end());
  double a = std::inner_product(v.begin(), v.end(), sums.begin(), 0.0);
  double b = std::accumulate(w.begin(), w.end(), 1.0, [](double s, double t) { return s * (1.0 + 0.1 * t); });
  auto [low, high] = std::minmax_element(v.begin(), v.end());
  std::iter_swap(v.begin(), v.begin() + 1);
  return a * b + *high * *high - *low + v[0] * std::count_if(v.begin(), v.end(), [](double t) { return t > 0; });
}
