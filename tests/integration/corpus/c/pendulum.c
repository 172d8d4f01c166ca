/* The angle of a damped pendulum after some seconds, by the classical Runge-Kutta method. */
#include <math.h>

typedef struct {
  double angle, speed;
} State;

static State derivative(State s, double damping, double gravity, double length) {
  State d = {s.speed, -damping * s.speed - gravity / length * sin(s.angle)};
  return d;
}

static State step(State s, State d, double h) {
  State next = {s.angle + h * d.angle, s.speed + h * d.speed};
  return next;
}

double objective(const double *x, int n) {
  State s = {x[0], x[1]};
  double damping = 0.1 + x[2] * x[2], gravity = 9.81, length = 1.0 + 0.5 * x[3];
  double h = 0.02;
  for (int i = 0; i < 50; i++) {
    State k1 = derivative(s, damping, gravity, length);
    State k2 = derivative(step(s, k1, h / 2), damping, gravity, length);
    State k3 = derivative(step(s, k2, h / 2), damping, gravity, length);
    State k4 = derivative(step(s, k3, h), damping, gravity, length);
    s.angle += h / 6 * (k1.angle + 2 * k2.angle + 2 * k3.angle + k4.angle);
    s.speed += h / 6 * (k1.speed + 2 * k2.speed + 2 * k3.speed + k4.speed);
  }
  return s.angle + 0.1 * s.speed;
}
