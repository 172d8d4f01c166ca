// As lse.c, with the algorithms of the standard library.
#include <algorithm>
#include <cmath>
#include <numeric>

extern "C" double lse_objective(int n, const double *x) {
  double largest = *std::max_element(x, x + n);
  double sum = std::transform_reduce(x, x + n, 0.0, std::plus<>(), [=](double value) { return std::exp(value - largest); });
  return largest + std::log(sum);
}
