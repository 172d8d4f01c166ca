// A symplectic integrator class with a polymorphic force, state history in a vector of structs, interpolation at the end.
// X: 1.0 0.1 -0.05 1.05 0.3
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

struct Vector2 {
  double x = 0, y = 0;
  Vector2 &operator+=(const Vector2 &o) { return x += o.x, y += o.y, *this; }
  Vector2 operator*(double s) const { return {x * s, y * s}; }
  double norm() const { return std::hypot(x, y); }
};

struct Force {
  virtual Vector2 at(const Vector2 &p) const = 0;
  virtual ~Force() = default;
};
struct Gravity : Force {
  explicit Gravity(double m) : mass(m) {}
  Vector2 at(const Vector2 &p) const override {
    double r = p.norm();
    return p * (-mass / (r * r * r));
  }
  double mass;
};
struct Perturbed : Gravity {
  Perturbed(double m, double e) : Gravity(m), epsilon(e) {}
  Vector2 at(const Vector2 &p) const override {
    Vector2 f = Gravity::at(p);
    f += Vector2{epsilon * p.y, 0.0};
    return f;
  }
  double epsilon;
};

class Trajectory {
 public:
  struct Sample {
    double time;
    Vector2 position, velocity;
  };
  void run(const Force &force, Sample s, double h, int steps) {
    for (int i = 0; i < steps; ++i) {
      s.velocity += force.at(s.position) * (0.5 * h);
      s.position += s.velocity * h;
      s.velocity += force.at(s.position) * (0.5 * h);
      s.time += h;
      samples_.push_back(s);
    }
  }
  Vector2 position(double time) const {
    std::size_t i = 1;
    while (i + 1 < samples_.size() && samples_[i].time < time) ++i;
    const Sample &a = samples_[i - 1], &b = samples_[i];
    double t = (time - a.time) / (b.time - a.time);
    Vector2 p = a.position * (1 - t);
    p += b.position * t;
    return p;
  }

 private:
  std::vector<Sample> samples_;
};

extern "C" double objective(const double *x, int n) {
  Trajectory trajectory;
  Perturbed force(1.0 + 0.1 * x[n - 1], 0.02);
  trajectory.run(force, {0.0, {x[0], x[1]}, {x[2], x[3]}}, 0.05, 30);
  Vector2 p = trajectory.position(0.73), q = trajectory.position(1.31);
  return p.norm() + q.x * q.y;
}
