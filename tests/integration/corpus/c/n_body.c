// Three bodies under gravity, leapfrog; the energy and a position after some steps.
// X: 0.97 -0.24 -0.97 0.24 0.01 0.02 0.46 0.43 0.46 0.43 -0.93 -0.86
#include <math.h>

#define BODIES 3

struct body {
  double position[2], velocity[2];
  double mass;
};

static void accelerate(struct body bodies[static BODIES], double dt) {
  for (int i = 0; i < BODIES; i++)
    for (int j = i + 1; j < BODIES; j++) {
      struct body *p = &bodies[i], *q = bodies + j;
      double d[2] = {q->position[0] - p->position[0], q->position[1] - p->position[1]};
      double r2 = d[0] * d[0] + d[1] * d[1] + 1e-3;
      double f = dt / (r2 * sqrt(r2));
      for (int k = 0; k < 2; k++) {
        p->velocity[k] += f * q->mass * d[k];
        q->velocity[k] -= f * p->mass * d[k];
      }
    }
}

static void drift(struct body *b, const struct body *end, double dt) {
  do {
    for (int k = 0; k < 2; ++k) b->position[k] += dt * b->velocity[k];
  } while (++b != end);
}

static double energy(const struct body *bodies) {
  double e = 0.0;
  for (int i = 0; i < BODIES; i++) {
    const struct body b = bodies[i];
    e += 0.5 * b.mass * (b.velocity[0] * b.velocity[0] + b.velocity[1] * b.velocity[1]);
    for (int j = 0; j < i; j++) e -= b.mass * bodies[j].mass / hypot(b.position[0] - bodies[j].position[0], b.position[1] - bodies[j].position[1]);
  }
  return e;
}

double objective(const double *x, int n) {
  struct body bodies[BODIES];
  for (int i = 0; i < BODIES; i++) {
    bodies[i].mass = 1.0 + 0.1 * i;
    for (int k = 0; k < 2; k++) {
      bodies[i].position[k] = x[2 * i + k];
      bodies[i].velocity[k] = x[n / 2 + 2 * i + k];
    }
  }
  for (int step = 0; step < 20; step++) {
    drift(bodies, bodies + BODIES, 0.01);
    accelerate(bodies, 0.02);
    drift(bodies, bodies + BODIES, 0.01);
  }
  return energy(bodies) + bodies[1].position[0] * bodies[2].position[1];
}
