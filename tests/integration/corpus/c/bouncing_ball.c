// X: 0.5 1.25 0.75 2.0 0.3 -1.5 0.9 1.1
// An ODE with events: bouncing ball with drag, adaptive steps, event location by bisection and secant, dense output in a growable trajectory.
#include <math.h>
#include <stdlib.h>
#include <stdbool.h>
#define DIM 4
typedef struct { double y[DIM]; double t; } state;
typedef struct { state *items; size_t count, capacity; } trajectory;
typedef void rhs(const state *s, double *restrict dy, const void *params);
typedef double event(const state *s, const void *params);
struct params { double drag, gravity, restitution, wind; };
static void push(trajectory *tr, state s) {
  if (tr->count == tr->capacity) { tr->capacity = tr->capacity ? 2 * tr->capacity : 4; tr->items = realloc(tr->items, tr->capacity * sizeof *tr->items); }
  tr->items[tr->count++] = s;
}
static void ball(const state *s, double *restrict dy, const void *pv) {
  const struct params *p = pv; double v = hypot(s->y[2] - p->wind, s->y[3]);
  dy[0] = s->y[2]; dy[1] = s->y[3]; dy[2] = -p->drag * v * (s->y[2] - p->wind); dy[3] = -p->gravity - p->drag * v * s->y[3];
}
static double floor_hit(const state *s, const void *pv) { (void)pv; return s->y[1] - 0.1 * sin(s->y[0]); }
static state axpy(state s, double h, const double *d) { for (int i = 0; i < DIM; i++) s.y[i] += h * d[i]; s.t += h; return s; }
static state step(rhs *f, state s, double h, const void *p, double *err) {
  double k[4][DIM];
  f(&s, k[0], p);
  state m = axpy(s, h / 2, k[0]); f(&m, k[1], p);
  m = axpy(s, 3 * h / 4, k[1]); f(&m, k[2], p);
  double c[DIM]; for (int i = 0; i < DIM; i++) c[i] = (2 * k[0][i] + 3 * k[1][i] + 4 * k[2][i]) / 9;
  state r = axpy(s, h, c); f(&r, k[3], p);
  *err = 0; for (int i = 0; i < DIM; i++) { double e = h * (-5 * k[0][i] / 72 + k[1][i] / 12 + k[2][i] / 9 - k[3][i] / 8); *err = fmax(*err, fabs(e)); }
  return r;
}
static trajectory solve(state s, double end, rhs *f, event *g, const struct params *p) {
  trajectory tr = {0}; double h = 0.05; push(&tr, s); int bounces = 0;
  while (s.t < end) {
    if (s.t + h > end) h = end - s.t;
    double err; state n = step(f, s, h, p, &err);
    if (err > 1e-3) { h *= 0.5; continue; }
    if (g && g(&n, p) < 0 && bounces < 3) {
      double lo = 0, hi = h;
      for (int i = 0; i < 6; i++) { double mid = (lo + hi) / 2, e; state q = step(f, s, mid, p, &e); if (g(&q, p) < 0) hi = mid; else lo = mid; }
      for (int i = 0; i < 4; i++) { double e; state a = step(f, s, lo, p, &e), b = step(f, s, hi, p, &e); double ga = g(&a, p), gb = g(&b, p); if (fabs(ga - gb) < 1e-12) break; double t = lo - ga * (hi - lo) / (gb - ga); lo = hi; hi = t; }
      n = step(f, s, hi, p, &err); n.y[3] = -p->restitution * n.y[3]; n.y[1] += 1e-9; bounces++;
      push(&tr, n); s = n; continue;
    }
    push(&tr, n); s = n;
    if (err < 1e-5) h *= 1.5;
  }
  return tr;
}
double objective(const double *x, int n) {
  (void)n;
  struct params p = {.drag = 0.1 * x[0] * x[0], .gravity = 9.81, .restitution = 0.5 + 0.3 * x[4], .wind = x[5]};
  state s = {{x[6], 1 + x[7], x[2], x[3]}, 0};
  trajectory tr = solve(s, 1.5, ball, floor_hit, &p);
  double sum = 0;
  for (size_t i = 0; i + 1 < tr.count; i++) { const state *a = &tr.items[i], *b = a + 1; sum += (b->t - a->t) * (a->y[1] + b->y[1]) / 2; }
  sum += tr.items[tr.count - 1].y[0] * x[1];
  free(tr.items);
  return sum;
}
