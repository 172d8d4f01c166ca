// De Boor's algorithm with a clamped knot vector; the curve's length by sampling.
#include <math.h>

typedef struct {
  double x, y;
} Point;

#define DEGREE 3
#define POINTS 4

static Point lerp(Point a, Point b, double t) {
  return (Point){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

static int find_span(const double *knots, int points, double u) {
  int low = DEGREE, high = points;
  while (high - low > 1) {
    int middle = (low + high) / 2;
    if (u < knots[middle]) high = middle;
    else low = middle;
  }
  return low;
}

static Point de_boor(const Point *control, const double *knots, int points, double u) {
  int k = find_span(knots, points, u);
  Point d[DEGREE + 1];
  for (int j = 0; j <= DEGREE; j++) d[j] = control[k - DEGREE + j];
  for (int r = 1; r <= DEGREE; r++)
    for (int j = DEGREE; j >= r; j--) {
      double left = knots[j + k - DEGREE], right = knots[j + 1 + k - r];
      d[j] = lerp(d[j - 1], d[j], (u - left) / (right - left));
    }
  return d[DEGREE];
}

static double distance(Point a, Point b) { return hypot(a.x - b.x, a.y - b.y); }

double objective(const double *x, int n) {
  static const double knots[] = {0, 0, 0, 0, 1, 1, 1, 1};
  Point control[POINTS];
  for (int i = 0; i < POINTS; i++) control[i] = (Point){.x = x[2 * i % n], .y = x[(2 * i + 1) % n]};
  Point last = control[0];
  double length = 0.0;
  for (int s = 1; s < 10; s++) {
    Point here = de_boor(control, knots, POINTS, s / 10.0);
    length += distance(last, here);
    last = here;
  }
  return length;
}
