// Double dispatch: elements accept visitors, of which one computes with active state of its own.
#include <cmath>

namespace {

struct Spring;
struct Damper;

struct Visitor {
  virtual void visit(const Spring &) = 0;
  virtual void visit(const Damper &) = 0;
};

struct Element {
  virtual void accept(Visitor &) const = 0;
};

struct Spring : Element {
  double stiffness;
  explicit Spring(double k) : stiffness(k) {}
  void accept(Visitor &v) const override { v.visit(*this); }
};

struct Damper : Element {
  double coefficient, exponent;
  Damper(double c, double e) : coefficient(c), exponent(e) {}
  void accept(Visitor &v) const override { v.visit(*this); }
};

struct Force : Visitor {
  double position, velocity, total = 0.0;
  Force(double p, double v) : position(p), velocity(v) {}
  void visit(const Spring &s) override { total -= s.stiffness * position; }
  void visit(const Damper &d) override { total -= d.coefficient * std::pow(velocity * velocity + 1.0, d.exponent); }
};

struct Count : Visitor {
  int springs = 0, dampers = 0;
  void visit(const Spring &) override { springs++; }
  void visit(const Damper &) override { dampers++; }
};

} // namespace

extern "C" double objective(const double *x, int n) {
  Spring a(x[0]), b(x[1] * x[1]);
  Damper c(x[2], 0.5), d(0.3, x[3]);
  const Element *elements[] = {&a, &c, &b, &d};
  double position = x[4], velocity = x[5];
  for (int i = 0; i < n; i++) {
    Force force(position, velocity);
    for (const Element *e : elements)
      e->accept(force);
    velocity += 0.05 * force.total;
    position += 0.05 * velocity;
  }
  Count count;
  for (const Element *e : elements)
    e->accept(count);
  return count.springs * position + count.dampers * velocity * velocity;
}
