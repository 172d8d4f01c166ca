// Numerical integrators as policies, systems as functors, observers as lambdas (std::array states).
#include <array>
#include <cmath>
#include <cstddef>

template <std::size_t N>
using State = std::array<double, N>;

template <std::size_t N>
State<N> axpy(double a, const State<N> &x, State<N> y) {
  for (std::size_t i = 0; i < N; ++i) y[i] += a * x[i];
  return y;
}

struct Euler {
  template <typename System, std::size_t N>
  static State<N> step(const System &f, double t, const State<N> &y, double h) {
    return axpy(h, f(t, y), y);
  }
};
struct RungeKutta4 {
  template <typename System, std::size_t N>
  static State<N> step(const System &f, double t, const State<N> &y, double h) {
    auto k1 = f(t, y), k2 = f(t + h / 2, axpy(h / 2, k1, y)), k3 = f(t + h / 2, axpy(h / 2, k2, y)),
         k4 = f(t + h, axpy(h, k3, y));
    return axpy(h / 6, k1, axpy(h / 3, k2, axpy(h / 3, k3, axpy(h / 6, k4, y))));
  }
};

template <typename Method, typename System, std::size_t N, typename Observer>
State<N> integrate(const System &f, State<N> y, double end, int steps, Observer observe) {
  const double h = end / steps;
  for (int i = 0; i < steps; ++i) {
    y = Method::step(f, i * h, y, h);
    observe(i * h, y);
  }
  return y;
}

class VanDerPol {
 public:
  explicit VanDerPol(double mu) : mu_(mu) {}
  State<2> operator()(double, const State<2> &y) const { return {y[1], mu_ * (1 - y[0] * y[0]) * y[1] - y[0]}; }

 private:
  double mu_;
};

extern "C" double objective(const double *x, int) {
  double energy = 0.0;
  int samples = 0;
  auto observe = [&energy, &samples](double t, const State<2> &y) {
    if (samples++ % 2 == 0) energy += std::exp(-t) * (y[0] * y[0] + y[1] * y[1]);
  };
  auto a = integrate<RungeKutta4>(VanDerPol(x[0]), State<2>{x[1], x[2]}, 2.0, 12, observe);
  auto b = integrate<Euler>([x](double t, const State<3> &y) -> State<3> {
    return {x[3] * (y[1] - y[0]), y[0] * (x[4] - y[2]) - y[1], y[0] * y[1] - x[5] * y[2] + std::sin(t) * x[6]};
  }, State<3>{1.0, 0.5, x[7]}, 0.5, 10, [&](double, const State<3> &y) { energy += 0.01 * y[2]; });
  return energy + a[0] * b[1] + b[0];
}
