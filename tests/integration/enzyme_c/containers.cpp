// The standard library, and virtual functions that are chosen at run time.
#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <vector>

#include "check.h"
#include <enzyme.h>

struct Shape {
  virtual double area(double size) const = 0;
  virtual ~Shape() {}
};
struct Square : Shape {
  double area(double size) const override { return size * size; }
};
struct Triangle : Shape {
  double area(double size) const override { return size * size / 2; }
};
double total(const Shape *shape, double size) { return shape->area(size); }

double multiples(double x, int n) {
  std::vector<double> values;
  for (int i = 0; i < n; i++)
    values.push_back(x * i);
  return std::accumulate(values.begin(), values.end(), 0.0);
}

template <std::size_t N> double cubes(std::array<double, N> &values) {
  double sum = 0;
  for (auto &value : values)
    sum += value * value * value;
  return sum;
}

double owned(double x) {
  auto value = std::make_unique<double>(x);
  *value *= *value;
  return *value;
}

double sorted(double x, double y) {
  std::array<double, 2> both{x, y};
  std::sort(both.begin(), both.end());
  return both[0] * 2 + both[1] * 3;
}

double captured(double x) {
  auto times = [&](double y) { return x * y; };
  return times(times(2));
}

int main(int argc, char **) {
  std::unique_ptr<Shape> shape;
  if (argc > 50)
    shape = std::make_unique<Square>();
  else
    shape = std::make_unique<Triangle>();
  CHECK(__enzyme_autodiff<double>((void *)total, enzyme_const, shape.get(), enzyme_out, 2.0), 2);
  CHECK(__enzyme_autodiff<double>((void *)multiples, 2.0, 5), 10);
  std::array<double, 3> values{1, 2, 3}, shadow{};
  __enzyme_autodiff<void>((void *)cubes<3>, &values, &shadow);
  CHECK(shadow[1], 12);
  CHECK(__enzyme_autodiff<double>((void *)owned, 3.0), 6);
  CHECK(__enzyme_fwddiff<double>((void *)sorted, 5.0, 1.0, 2.0, 0.0), 3);
  CHECK(__enzyme_autodiff<double>((void *)captured, 3.0), 12);
  return failures;
}
