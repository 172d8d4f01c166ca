// A tagged union of shapes, passed and returned by value.
#include <math.h>

enum kind { CIRCLE, RECTANGLE, TRIANGLE };

typedef struct {
  enum kind kind;
  union {
    struct {
      double radius;
    } circle;
    struct {
      double width, height;
    } rectangle;
    struct {
      double a, b, c;
    } triangle;
  };
  unsigned id : 7;
  unsigned visible : 1;
} Shape;

static Shape make_shape(int i, double p, double q) {
  Shape s = {.id = (unsigned)i & 127u, .visible = i != 3};
  switch (i % 3) {
    case 0: s.kind = CIRCLE; s.circle.radius = fabs(p) + 0.1; break;
    case 1: s.kind = RECTANGLE; s.rectangle.width = p * p; s.rectangle.height = q; break;
    default:
      s.kind = TRIANGLE;
      s.triangle.a = 3.0 + 0.1 * p;
      s.triangle.b = 4.0 + 0.1 * q;
      s.triangle.c = 5.0;
  }
  return s;
}

static double area(Shape s) {
  switch (s.kind) {
    case CIRCLE: return 3.14159265358979 * s.circle.radius * s.circle.radius;
    case RECTANGLE: return s.rectangle.width * s.rectangle.height;
    case TRIANGLE: {
      double h = 0.5 * (s.triangle.a + s.triangle.b + s.triangle.c);
      return sqrt(h * (h - s.triangle.a) * (h - s.triangle.b) * (h - s.triangle.c));
    }
  }
  return 0.0;
}

static Shape scaled(Shape s, double factor) {
  switch (s.kind) {
    case CIRCLE: s.circle.radius *= factor; break;
    case RECTANGLE: s.rectangle.width *= factor; s.rectangle.height *= factor; break;
    case TRIANGLE: s.triangle.a *= factor; s.triangle.b *= factor; s.triangle.c *= factor; break;
  }
  return s;
}

double objective(const double *x, int n) {
  Shape shapes[8];
  int count = n < 8 ? n : 8;
  for (int i = 0; i < count; i++) shapes[i] = make_shape(i, x[i], x[(i + 1) % n]);
  double total = 0.0;
  for (int i = 0; i < count; i++)
    if (shapes[i].visible) total += area(scaled(shapes[i], 1.0 + 0.01 * shapes[i].id));
  return total;
}
