// std::function: callables with state on the heap, composed and stored in a vector.
#include <cmath>
#include <functional>
#include <vector>

namespace {

using Function = std::function<double(double)>;

Function compose(Function f, Function g) {
  return [f, g](double v) { return f(g(v)); };
}

} // namespace

extern "C" double objective(const double *x, int n) {
  double a = x[0], b = x[1], c = x[2];
  std::vector<Function> steps;
  steps.push_back([a, b, c](double v) { return (a - b) * v + c; });
  steps.push_back([a, b, c](double v) { return a + b * v + c * v * v; });
  steps.push_back([a, b, c](double v) { return std::sin(a * v + b * c); });
  Function all = steps[0];
  for (std::size_t i = 1; i < steps.size(); i++)
    all = compose(steps[i], all);
  double sum = 0.0;
  for (int i = 3; i < n; i++)
    sum += all(x[i]);
  return sum;
}
