/* The templates of <enzyme/enzyme>. */
#include "check.h"
#include <enzyme/enzyme>
#include <vector>

using enzyme::get;

double square(double x) { return x * x; }
double product(double x, double y) { return x * y; }
float of_reference(const float &x) { return x * x; }
float of_pointer(const float *x) { return *x * *x; }
double count_up(double x, double &y) { return x * y++; }
double repeated(double x, int n) noexcept {
  double r = 1;
  for (int i = 0; i < n; i++)
    r *= x;
  return r;
}
void scale(const double *x, double *y, double factor) { *y = *x * factor; }

struct vector { double x, y; };
double area(vector v) { return v.x * v.y; }
double length(const std::vector<double> &v) {
  double sum = 0;
  for (double one : v)
    sum += one * one;
  return sum;
}
struct polynomial {
  double a, b;
  double operator()(double x) const { return a * x * x + b * x; }
};

vector turned(double x, const double &y, double *z) {
  *z += x;
  return {x * y, x * y + *z};
}
std::vector<double> doubled(const std::vector<double> &v) {
  std::vector<double> result;
  for (double x : v)
    result.push_back(2 * x);
  return result;
}

int main() {
  enzyme::Active<double> x{3.0};
  enzyme::tuple<enzyme::tuple<double>> first = enzyme::autodiff<enzyme::Reverse, enzyme::Active<double>>(square, x);
  CHECK(get<0>(get<0>(first)), 6);
  CHECK(get<0>(get<0>(enzyme::autodiff<enzyme::Reverse>(square, x))), 6);
  enzyme::tuple<enzyme::tuple<double>, double> both = enzyme::autodiff<enzyme::ReverseWithPrimal>(square, x);
  CHECK(get<0>(get<0>(both)), 6);
  CHECK(get<1>(both), 9);
  auto two = enzyme::autodiff<enzyme::Reverse>(product, enzyme::Active(3.0), enzyme::Active(5.0));
  CHECK(get<0>(get<0>(two)), 5);
  CHECK(get<1>(get<0>(two)), 3);
  auto [derivatives, value] = enzyme::autodiff<enzyme::ReverseWithPrimal>(square, x);
  CHECK(get<0>(derivatives) + value, 15);
  auto some = enzyme::autodiff<enzyme::ReverseWithPrimal>(product, enzyme::Const(3.0), enzyme::Active(5.0));
  static_assert(std::is_same_v<decltype(some), enzyme::tuple<enzyme::tuple<enzyme::nodiff, double>, double>>);
  CHECK(get<1>(get<0>(some)), 3);
  CHECK(get<1>(some), 15);
  CHECK(get<0>(get<0>(enzyme::autodiff<enzyme::Reverse>(repeated, enzyme::Active{2.0}, enzyme::Const{4}))), 32);

  const float u = 3;
  float du = 1;
  enzyme::autodiff<enzyme::Reverse>(of_reference, enzyme::Duplicated<const float &>{u, du});
  CHECK(du, 7);
  enzyme::autodiff<enzyme::Reverse>(of_pointer, enzyme::Duplicated<const float *>{&u, &du});
  CHECK(du, 13);
  double y = 5;
  CHECK(get<0>(get<0>(enzyme::autodiff<enzyme::Reverse>(count_up, enzyme::Active{3.0}, enzyme::Const<double &>{y}))), 5);
  CHECK(y, 6);

  CHECK(get<0>(enzyme::autodiff<enzyme::Forward>(square, enzyme::Duplicated{3.0, 2.0})), 12);
  auto pair = enzyme::autodiff<enzyme::Forward, enzyme::Duplicated<double>>(square, enzyme::Duplicated{3.0, 2.0});
  CHECK(get<0>(pair), 9);
  CHECK(get<1>(pair), 12);
  CHECK(get<0>(enzyme::autodiff<enzyme::Forward, enzyme::Const<double>>(square, enzyme::Duplicated{3.0, 2.0})), 9);
  const float tangent = 1;
  CHECK(get<0>(enzyme::autodiff<enzyme::Forward>(of_reference, enzyme::Duplicated<const float &>{u, tangent})), 6);
  double a = 3, da = 1, b, db = 0;
  enzyme::autodiff<enzyme::Forward>(scale, enzyme::Duplicated{&a, &da}, enzyme::DuplicatedNoNeed{&b, &db}, enzyme::Const{4.0});
  CHECK(b, 12);
  CHECK(db, 4);
  db = 1;
  da = 0;
  enzyme::autodiff<enzyme::Reverse>(scale, enzyme::Duplicated{&a, &da}, enzyme::Duplicated{&b, &db}, enzyme::Const{4.0});
  CHECK(da, 4);

  /* Classes, and objects that can be called. */
  CHECK(get<0>(enzyme::autodiff<enzyme::Forward>(area, enzyme::Duplicated{vector{2, 3}, vector{1, 10}})), 23);
  auto gradient = get<0>(get<0>(enzyme::autodiff<enzyme::Reverse>(area, enzyme::Active{vector{2, 3}})));
  CHECK(gradient.x, 3);
  CHECK(gradient.y, 2);
  std::vector<double> v{1, 2}, dv{0, 0};
  enzyme::autodiff<enzyme::Reverse>(length, enzyme::Duplicated<const std::vector<double> &>{v, dv});
  CHECK(dv[1], 4);
  CHECK(get<0>(get<0>(enzyme::autodiff<enzyme::Reverse>(polynomial{2, 1}, enzyme::Active{3.0}))), 13);
  double factor = 7;
  auto scaled = [&](double x) { return factor * x * x; };
  CHECK(get<0>(enzyme::autodiff<enzyme::Forward>(scaled, enzyme::Duplicated{3.0, 1.0})), 42);
  auto cube = [](const double &x) { return x * x * x; };
  double slope = 0;
  enzyme::autodiff<enzyme::Reverse>(cube, enzyme::Duplicated<const double &>{factor, slope});
  CHECK(slope, 147);

  /* Results of a class, in forward mode. */
  double c = 2, dc = 0;
  vector t = get<0>(enzyme::autodiff<enzyme::Forward>(turned, enzyme::Duplicated{2.0, 1.0}, enzyme::Duplicated<const double &>{a, db}, enzyme::Duplicated<double *>{&c, &dc}));
  CHECK(t.x, 2 * db + 3);
  CHECK(t.y, 3 + 2 * db + 1);
  std::vector<double> tv{5, 7};
  auto results = enzyme::autodiff<enzyme::Forward, enzyme::Duplicated<std::vector<double>>>(doubled, enzyme::Duplicated<const std::vector<double> &>{v, tv});
  CHECK(get<0>(results)[1], 4);
  CHECK(get<1>(results)[0], 10);
  CHECK(get<1>(results).size(), 2);
  auto pairs = [&](double x) { return vector{x * factor, x}; };
  CHECK(get<0>(enzyme::autodiff<enzyme::Forward>(pairs, enzyme::Duplicated{1.0, 2.0})).x, 14);
  return failures;
}
