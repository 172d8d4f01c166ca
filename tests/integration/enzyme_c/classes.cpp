// Without a header: a declaration per prototype, std::vector and unwinding in the caller.
#include "check.h"
#include <stdexcept>
#include <vector>

extern int enzyme_dup;
extern double __enzyme_fwddiff(double (*)(const std::vector<double> &), std::vector<double> &, std::vector<double> &);
template <typename... Arguments> void __enzyme_autodiff(void *, Arguments...);

double f(const std::vector<double> &x) {
  double result = 0;
  for (std::size_t i = 0; i < x.size(); i++)
    result += x[i] * x[i];
  return result;
}

static double checked(double x) {
  if (x > 100)
    throw std::runtime_error("too large");
  return x;
}

int main() {
  std::vector<double> x{1.0, 2.0, 3.0}, dx{0.0, 1.0, 0.0};
  try {
    CHECK(__enzyme_fwddiff(f, x, dx), checked(4));
    std::vector<double> gradient(3, 0.0);
    __enzyme_autodiff((void *)f, enzyme_dup, &x, &gradient);
    for (int i = 0; i < 3; i++)
      CHECK(gradient[i], 2 * x[i]);
    checked(1000);
    failures++;
  } catch (const std::runtime_error &) {
  }
  return failures;
}
