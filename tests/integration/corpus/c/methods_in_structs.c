// Object-oriented C: a table of methods per class, objects that begin with a pointer to it, downcasts by layout.
#include <math.h>

typedef struct shape shape;
typedef struct {
  double (*area)(const shape *);
  void (*grow)(shape *, double);
} methods;
struct shape {
  const methods *methods;
  double scale;
};
typedef struct {
  shape base;
  double radius;
} circle;
typedef struct {
  shape base;
  double width, height;
} rectangle;

static double circle_area(const shape *s) {
  const circle *c = (const circle *)s;
  return s->scale * 3.0 * c->radius * c->radius;
}
static void circle_grow(shape *s, double by) { ((circle *)s)->radius += by; }
static double rectangle_area(const shape *s) {
  const rectangle *r = (const rectangle *)s;
  return s->scale * r->width * r->height;
}
static void rectangle_grow(shape *s, double by) {
  rectangle *r = (rectangle *)s;
  r->width *= 1.0 + by * by;
  r->height += by;
}

static const methods circle_methods = {circle_area, circle_grow};
static const methods rectangle_methods = {rectangle_area, rectangle_grow};

double objective(const double *x, int n) {
  circle c = {{&circle_methods, x[0]}, x[1]};
  rectangle r = {{&rectangle_methods, x[2]}, x[3], x[4]};
  circle d = {{&circle_methods, x[5]}, 1.0};
  shape *all[3] = {&c.base, &r.base, &d.base};
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    shape *s = all[i % 3];
    s->methods->grow(s, 0.1 * x[i]);
    sum += sin(s->methods->area(s));
  }
  return sum;
}
