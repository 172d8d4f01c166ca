// Compositions of std::function, captured state by value and by reference, bind and a table of operations.
#include <cmath>
#include <functional>
#include <vector>

using Function = std::function<double(double)>;

static Function compose(Function f, Function g) {
  return [f, g](double v) { return f(g(v)); };
}

static Function repeat(const Function &f, int times) {
  Function result = [](double v) { return v; };
  for (int i = 0; i < times; ++i) result = compose(f, result);
  return result;
}

static double derivative(const Function &f, double at) {
  const double h = 1e-2;
  return (f(at + h) - f(at - h)) / (2 * h);
}

extern "C" double objective(const double *x, int n) {
  double shift = x[0];
  std::vector<Function> functions;
  functions.push_back([shift](double v) { return std::sin(v + shift); });
  functions.push_back([&](double v) { return v * x[1] + 0.1 * shift; });
  functions.emplace_back(std::bind(std::plus<double>(), std::placeholders::_1, x[2]));
  shift = x[3];
  double sum = 0.0;
  for (int i = 0; i < n; ++i) {
    Function f = repeat(functions[i % functions.size()], 1 + i % 2);
    sum += f(x[i]) + 0.5 * derivative(compose(functions[0], f), 0.3);
  }
  return sum;
}
