// Gauss-Legendre quadrature of functions that are lambdas with captured parameters.
#include <array>
#include <cmath>

namespace {

constexpr std::array<double, 5> nodes = {-0.9061798459386640, -0.5384693101056831, 0.0, 0.5384693101056831,
                                         0.9061798459386640};
constexpr std::array<double, 5> weights = {0.2369268850561891, 0.4786286704993665, 0.5688888888888889,
                                           0.4786286704993665, 0.2369268850561891};

template <typename F>
double integrate(F &&f, double from, double to, int panels) {
  double width = (to - from) / panels, sum = 0.0;
  for (int panel = 0; panel < panels; panel++) {
    double middle = from + (panel + 0.5) * width;
    for (std::size_t i = 0; i < nodes.size(); i++)
      sum += weights[i] * f(middle + 0.5 * width * nodes[i]);
  }
  return 0.5 * width * sum;
}

} // namespace

extern "C" double objective(const double *x, int n) {
  double amplitude = x[0], decay = x[1] * x[1];
  auto wave = [=](double t) { return amplitude * std::exp(-decay * t) * std::cos(3.0 * t); };
  double first = integrate(wave, 0.0, x[3], 4);
  auto polynomial = [x, n](double t) {
    double value = 0.0;
    for (int i = n - 1; i >= 0; i--)
      value = value * t + x[i];
    return value;
  };
  return first * first + integrate(polynomial, x[2], x[7], 3);
}
