// Two bases with virtual functions: calls through the second one go through thunks that move the pointer back.
#include <cmath>

namespace {

struct Energy {
  double mass;
  explicit Energy(double m) : mass(m) {}
  virtual double energy(double v) const { return 0.5 * mass * v * v; }
};

struct Drag {
  double area;
  explicit Drag(double a) : area(a) {}
  virtual double drag(double v) = 0;
};

struct Body : Energy, Drag {
  double coefficient;
  Body(double m, double a, double c) : Energy(m), Drag(a), coefficient(c) {}
  double drag(double v) override {
    coefficient *= 1.01;
    return coefficient * area * v * std::fabs(v);
  }
};

struct Glider : Body {
  using Body::Body;
  double drag(double v) override { return 0.5 * Body::drag(v) + mass; }
  double energy(double v) const override { return Body::energy(v) + area; }
};

double slow_down(Drag &d, double v, int steps) {
  for (int i = 0; i < steps; i++)
    v -= 0.02 * d.drag(v);
  return v;
}

} // namespace

extern "C" double objective(const double *x, int n) {
  Body body(x[0], x[1], x[2]);
  Glider glider(x[3], x[4], x[5]);
  Drag *both[] = {&body, &glider};
  Energy *energies[] = {&body, &glider};
  double sum = 0.0;
  for (int i = 0; i < 2; i++)
    sum += energies[i]->energy(slow_down(*both[i], 2.0 + x[6], n));
  return sum;
}
