// Multiple and virtual inheritance: components of a machine with thunks, casts and calls in constructors.
#include <cmath>

struct Named {
  explicit Named(int id) : id(id) {}
  virtual ~Named() {}
  virtual int code() const { return id; }
  int id;
};
struct Heated : virtual Named {
  explicit Heated(double t) : Named(1), temperature(t) {}
  virtual double heat() const { return temperature * temperature; }
  double temperature;
};
struct Moving : virtual Named {
  explicit Moving(double v) : Named(2), velocity(v) {}
  virtual double energy(double mass) const { return 0.5 * mass * velocity * velocity; }
  double velocity;
};
struct Engine : Heated, Moving {
  Engine(int id, double t, double v) : Named(id), Heated(t), Moving(v), efficiency(1.0 / (1.0 + heat())) {}
  double heat() const override { return Heated::heat() + 0.1 * velocity; }
  double energy(double mass) const override { return efficiency * Moving::energy(mass) + std::sin(temperature); }
  int code() const override { return 100 + id; }
  double efficiency;
};
struct Turbo : Engine {
  Turbo(int id, double t, double v) : Named(id), Engine(id, t, v) {}
  double energy(double mass) const override { return 1.3 * Engine::energy(mass) - heat() * 0.01; }
};

static double total(const Heated *heated, const Moving *moving) {
  double sum = heated->heat() + moving->energy(2.0);
  if (const auto *both = dynamic_cast<const Engine *>(moving)) sum += both->efficiency * both->code();
  return sum;
}

extern "C" double objective(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i + 1 < n; i += 2) {
    Engine engine(i, x[i], x[i + 1]);
    Turbo turbo(i + 1, x[i + 1], x[i]);
    Heated plain(x[i]);
    sum += total(&engine, &turbo) + 0.5 * total(&plain, &engine);
  }
  return sum;
}
