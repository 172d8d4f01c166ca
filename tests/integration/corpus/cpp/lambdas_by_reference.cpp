// Lambdas that capture by reference, accumulate into what they capture, and call each other.
#include <algorithm>
#include <cmath>
#include <vector>

extern "C" double objective(const double *x, int n) {
  std::vector<double> values(x, x + n);
  double total = 0.0, weight = 1.0;
  auto add = [&](double v) { total += weight * v; };
  auto visit = [&](double &v) {
    v = std::exp(-v * v);
    weight *= 0.5 + v;
    add(v);
  };
  std::for_each(values.begin(), values.end(), visit);
  auto best = [&values](auto &&measure) {
    double result = measure(values[0]);
    for (double v : values)
      result = std::max(result, measure(v));
    return result;
  };
  return total + best([&](double v) { return v * total - weight; });
}
