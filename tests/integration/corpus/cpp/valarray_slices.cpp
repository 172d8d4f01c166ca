// Numerical arrays of the standard library: valarray arithmetic, slices, sums, apply.
#include <cmath>
#include <valarray>

extern "C" double objective(const double *x, int n) {
  std::valarray<double> v(x, n), w = v * v + 1.0;
  std::valarray<double> even = v[std::slice(0, n / 2, 2)], odd = v[std::slice(1, n / 2, 2)];
  w /= std::sqrt(w.sum());
  v[std::slice(0, n / 2, 2)] = odd;
  std::valarray<double> e = std::exp(-0.1 * v) * std::cos(w);
  even = even.apply([](double t) { return t * t * t; });
  return (e * w.cshift(2)).sum() + (even - odd).max() + std::pow(w, 1.5).sum();
}
