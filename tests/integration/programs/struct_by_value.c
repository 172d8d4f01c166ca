#include <math.h>
/* Structs passed and returned by value, too large and small enough for registers. */
typedef struct { double x, y; } Point;
typedef struct { double a, b, c; } Line;

__attribute__((noinline)) static Point rotate(Point p, double angle) {
  Point q = {cos(angle) * p.x - sin(angle) * p.y, sin(angle) * p.x + cos(angle) * p.y};
  return q;
}

__attribute__((noinline)) static Line through(Point p, Point q) {
  Line line = {p.y - q.y, q.x - p.x, p.x * q.y - q.x * p.y};
  return line;
}

__attribute__((noinline)) static double distance(Line line, Point p) {
  return (line.a * p.x + line.b * p.y + line.c) / sqrt(line.a * line.a + line.b * line.b);
}

double struct_by_value(double x, double y, double angle) {
  Point p = {x, y};
  Point q = rotate(p, angle);
  Point origin = {0.1, -0.2};
  return distance(through(p, q), origin);
}
