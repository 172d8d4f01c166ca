// FLAGS: -std=c++20
// Views and ranges: filter, transform, take, iota, projections, span and concepts.
#include <algorithm>
#include <cmath>
#include <concepts>
#include <numeric>
#include <ranges>
#include <span>
#include <vector>

template <typename R>
concept NumberRange = std::ranges::input_range<R> && std::floating_point<std::ranges::range_value_t<R>>;

static double total(NumberRange auto &&range) {
  double s = 0.0;
  for (auto v : range) s += v;
  return s;
}

struct Sample {
  double value;
  int order;
};

static double energy(std::span<const double> s) {
  return std::transform_reduce(s.begin(), s.end(), 0.0, std::plus{}, [](double v) { return v * v; });
}

extern "C" double objective(const double *x, int n) {
  std::span<const double> all(x, n);
  auto positive = all | std::views::filter([](double v) { return v > 0.0; }) |
                  std::views::transform([](double v) { return std::sqrt(v); });
  double a = total(positive);
  double b = total(std::views::iota(0, n) | std::views::transform([x](int i) { return (i + 1) * std::sin(x[i]); }) |
                   std::views::take(5));
  std::vector<Sample> samples;
  for (int i : std::views::iota(0, n)) samples.push_back({x[i] * x[i], (i * 3) % n});
  std::ranges::sort(samples, {}, &Sample::order);
  double c = 0.0;
  for (const Sample &s : samples | std::views::reverse | std::views::drop(2)) c = 0.5 * c + s.value;
  return a * b + c + energy(all.subspan(1, n - 3)) - energy(all.first(2));
}
