// Enzyme's C++ style: templates, lambdas, references, classes.
#include "check.h"
#include <enzyme.h>

double square(double x) { return x * x; }
template <typename T> T cube(T x) { return x * x * x; }

struct gradient { double dx, dy; };

template <double (*function)(double)> double slope(double x) { return __enzyme_autodiff<double>((void *)function, x); }
template <typename F> double slope_of(F f, double x) { return __enzyme_autodiff<double>((void *)f, x); }

struct Polynomial {
  double a, b, c;
  double operator()(double x) const { return (a * x + b) * x + c; }
};
double applied(const Polynomial &p, double x) { return p(x); }
void scaled(const double &x, double &y) { y = 3 * x * x; }

namespace inner {
struct Base {
  double weight;
  explicit Base(double w) : weight(w) {}
  double value(double x) const { return weight * sin(x); }
};
}  // namespace inner

double member(inner::Base *base, double x) { return base->value(x); }

int main() {
  CHECK(__enzyme_autodiff<double>((void *)square, 3.0), 6);
  CHECK(__enzyme_autodiff<double>((void *)cube<double>, 2.0), 12);
  CHECK(__enzyme_autodiff<float>((void *)cube<float>, 2.0f), 12);
  CHECK(slope<square>(4), 8);
  CHECK(slope_of(square, 4), 8);
  CHECK(__enzyme_fwddiff<double>((void *)square, enzyme_dup, 3.0, 1.0), 6);

  double (*lambda)(double) = [](double x) { return exp(x) * x; };
  CHECK(__enzyme_autodiff<double>((void *)+[](double x) { return x * sin(x); }, 1.0), sin(1) + cos(1));
  CHECK(__enzyme_autodiff<double>((void *)lambda, 1.0), 2 * exp(1));

  auto two = __enzyme_autodiff<gradient>((void *)+[](double x, double y) { return x * y * y; }, 2.0, 3.0);
  CHECK(two.dx, 9);
  CHECK(two.dy, 12);

  Polynomial p{1, 2, 3}, dp{0, 0, 0};
  double dx = __enzyme_autodiff<double>((void *)applied, enzyme_dup, &p, &dp, enzyme_out, 5.0);
  CHECK(dx, 12);
  CHECK(dp.a, 25);
  CHECK(dp.b, 5);
  CHECK(dp.c, 1);

  double x = 2, xb = 0, y = 0, yb = 1;
  __enzyme_autodiff<void>((void *)scaled, enzyme_dup, &x, &xb, enzyme_dup, &y, &yb);
  CHECK(xb, 12);

  inner::Base base(2), shadow(0);
  CHECK(__enzyme_autodiff<double>((void *)member, enzyme_dup, &base, &shadow, enzyme_out, 0.5), 2 * cos(0.5));
  CHECK(shadow.weight, sin(0.5));
  return failures;
}
