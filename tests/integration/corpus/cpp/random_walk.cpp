// Importance weights along paths of a fixed seed: mt19937 with normal and uniform distributions.
// X: 0.3 0.8 -0.2 1.4
#include <cmath>
#include <random>
#include <vector>

class Simulator {
 public:
  explicit Simulator(unsigned seed) : engine_(seed) {}
  double path(double drift, double volatility, int steps) {
    double position = 0.0;
    for (int i = 0; i < steps; ++i) {
      position += drift * 0.1 + volatility * 0.3 * normal_(engine_);
      if (coin_(engine_) < 0.2) position *= 0.9;
    }
    return position;
  }

 private:
  std::mt19937 engine_;
  std::normal_distribution<double> normal_{0.0, 1.0};
  std::uniform_real_distribution<double> coin_{0.0, 1.0};
};

extern "C" double objective(const double *x, int n) {
  Simulator simulator(2024);
  double sum = 0.0;
  for (int i = 0; i < 6; ++i) {
    double end = simulator.path(x[0], x[1], 4);
    sum += std::log(1.0 + std::exp(x[2] + x[n - 1] * end));
  }
  return sum;
}
