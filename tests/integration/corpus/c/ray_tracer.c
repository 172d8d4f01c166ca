// Rays against spheres with diffuse shading and one reflection; vectors are structs by value.
// X: 0.2 -0.3 3.0 0.9 1.1 0.4 4.0 0.7
#include <math.h>
#include <stddef.h>

typedef struct vec3 {
  double x, y, z;
} vec3;
typedef struct {
  vec3 origin, direction;
} Ray;
typedef struct {
  vec3 centre;
  double radius;
  float albedo;
} Sphere;
typedef struct {
  const Sphere *sphere;
  double t;
} Hit;

static vec3 add(vec3 a, vec3 b) { return (vec3){a.x + b.x, a.y + b.y, a.z + b.z}; }
static vec3 sub(vec3 a, vec3 b) { return (vec3){a.x - b.x, a.y - b.y, a.z - b.z}; }
static vec3 mul(vec3 a, double s) { return (vec3){a.x * s, a.y * s, a.z * s}; }
static double dot(vec3 a, vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static vec3 unit(vec3 a) { return mul(a, 1.0 / sqrt(dot(a, a))); }

static Hit closest(const Sphere *spheres, int count, Ray ray) {
  Hit hit = {NULL, 1e30};
  for (const Sphere *s = spheres; s < spheres + count; s++) {
    vec3 oc = sub(ray.origin, s->centre);
    double b = dot(oc, ray.direction), c = dot(oc, oc) - s->radius * s->radius, d = b * b - c;
    if (d <= 0.0) continue;
    double t = -b - sqrt(d);
    if (t > 1e-6 && t < hit.t) hit = (Hit){s, t};
  }
  return hit;
}

static double trace(const Sphere *spheres, int count, Ray ray, int depth) {
  Hit hit = closest(spheres, count, ray);
  if (!hit.sphere) return 0.2 + 0.1 * ray.direction.y;
  vec3 p = add(ray.origin, mul(ray.direction, hit.t));
  vec3 normal = unit(sub(p, hit.sphere->centre));
  double light = dot(normal, unit((vec3){1.0, 2.0, -1.5}));
  double shade = hit.sphere->albedo * (light > 0.0 ? light : 0.0);
  if (depth > 0) {
    vec3 r = sub(ray.direction, mul(normal, 2.0 * dot(normal, ray.direction)));
    shade += 0.3 * trace(spheres, count, (Ray){p, r}, depth - 1);
  }
  return shade;
}

double objective(const double *x, int n) {
  Sphere scene[2];
  for (int i = 0; i < 2 && 4 * i + 3 < n; i++)
    scene[i] = (Sphere){{x[4 * i], x[4 * i + 1], x[4 * i + 2]}, x[4 * i + 3], 0.75f + 0.125f * i};
  double sum = 0.0;
  for (int row = -2; row <= 2; row++)
    for (int column = -2; column <= 2; column++) {
      Ray ray = {{0.0, 0.0, 0.0}, unit((vec3){0.13 * column, 0.11 * row, 1.0})};
      sum += (1.0 + 0.1 * column) * trace(scene, 2, ray, 1);
    }
  return sum;
}
