// Areas of shapes behind a common base class, by virtual calls.
#include <cmath>

struct Shape {
  virtual double area() const = 0;
  virtual double scaled(double by) const { return by * area(); }
};

struct Circle : Shape {
  double radius;
  explicit Circle(double r) : radius(r) {}
  double area() const override { return 3.141592653589793 * radius * radius; }
};

struct Rectangle : Shape {
  double width, height;
  Rectangle(double w, double h) : width(w), height(h) {}
  double area() const override { return width * height; }
  double scaled(double by) const override { return by * by * area(); }
};

extern "C" double objective(const double *x, int n) {
  Circle circle(x[0]), other(x[1] * x[2]);
  Rectangle rectangle(x[3], std::sin(x[4]));
  const Shape *shapes[] = {&circle, &rectangle, &other};
  double total = 0.0;
  for (int i = 0; i < 3; i++)
    total += shapes[i]->scaled(x[5 + i]) + std::exp(-shapes[i]->area());
  return total;
}
