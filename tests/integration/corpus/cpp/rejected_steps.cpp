// Steps that are tried and rejected by an exception of a type of its own where they would leave the domain: derivatives where none is thrown.
#include <cmath>
#include <stdexcept>
#include <vector>

struct Domain : std::runtime_error {
  double where;
  explicit Domain(double at) : std::runtime_error("outside"), where(at) {}
};

static double logarithm(double v) {
  if (v <= 0.0) throw Domain(v);
  return std::log(v);
}

extern "C" double objective(const double *x, int n) {
  std::vector<double> accepted;
  for (int i = 0; i < n; i++) {
    try {
      accepted.push_back(logarithm(1.0 + x[i] * x[i]));
    } catch (const Domain &) {
      accepted.push_back(0.0);
    }
  }
  double product = 1.0;
  for (double a : accepted) product *= 1.0 + a;
  return product;
}
