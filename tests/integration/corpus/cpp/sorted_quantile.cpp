// Smoothed quantiles and a trimmed mean of transformed data, with the algorithms of the standard library.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

extern "C" double objective(const double *x, int n) {
  std::array<double, 16> data;
  for (std::size_t i = 0; i < data.size(); i++)
    data[i] = std::sin(1.7 * i) * x[i % n] + 0.1 * x[(i * i + 1) % n];
  std::sort(data.begin(), data.end());
  auto quantile = [&](double q) {
    double position = q * (data.size() - 1);
    std::size_t below = static_cast<std::size_t>(position);
    return data[below] + (position - below) * (data[below + 1] - data[below]);
  };
  double trimmed = std::accumulate(data.begin() + 3, data.end() - 3, 0.0) / (data.size() - 6);
  double spread = std::inner_product(data.begin(), data.end(), data.begin(), 0.0);
  return quantile(0.25) * quantile(0.7) + trimmed + std::sqrt(spread);
}
