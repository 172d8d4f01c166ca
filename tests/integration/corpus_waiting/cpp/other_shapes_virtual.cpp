// Polymorphic objects behind unique pointers in a vector: virtual calls of derived classes with active members.
#include <cmath>
#include <memory>
#include <vector>

namespace {

class Shape {
public:
  virtual ~Shape() = default;
  virtual double area() const = 0;
  virtual double perimeter() const = 0;
  double compactness() const { return area() / (perimeter() * perimeter()); }
};

class Circle : public Shape {
  double radius;

public:
  explicit Circle(double r) : radius(r) {}
  double area() const override { return M_PI * radius * radius; }
  double perimeter() const override { return 2.0 * M_PI * radius; }
};

class Rectangle : public Shape {
protected:
  double width, height;

public:
  Rectangle(double w, double h) : width(w), height(h) {}
  double area() const override { return width * height; }
  double perimeter() const override { return 2.0 * (width + height); }
};

class RoundedRectangle : public Rectangle {
  double corner;

public:
  RoundedRectangle(double w, double h, double c) : Rectangle(w, h), corner(c) {}
  double area() const override { return Rectangle::area() - (4.0 - M_PI) * corner * corner; }
};

} // namespace

extern "C" double objective(const double *x, int n) {
  std::vector<std::unique_ptr<Shape>> shapes;
  for (int i = 0; i + 1 < n; i++) {
    double a = 1.0 + x[i] * x[i], b = 2.0 + std::sin(x[i + 1]);
    if (i % 3 == 0)
      shapes.push_back(std::make_unique<Circle>(a));
    else if (i % 3 == 1)
      shapes.push_back(std::make_unique<Rectangle>(a, b));
    else
      shapes.push_back(std::make_unique<RoundedRectangle>(a, b, 0.2 * x[i]));
  }
  double sum = 0.0;
  for (const auto &shape : shapes)
    sum += std::log(shape->area()) + shape->compactness();
  return sum;
}
