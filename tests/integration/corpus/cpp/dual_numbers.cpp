// Forward differentiation inside of what is differentiated: a dual number class and Newton's method on a template.
#include <cmath>

template <typename T>
struct Dual {
  T value, derivative;
  Dual(T v = T(0), T d = T(0)) : value(v), derivative(d) {}
  Dual &operator+=(const Dual &o) {
    value += o.value;
    derivative += o.derivative;
    return *this;
  }
  friend Dual operator+(Dual a, const Dual &b) { return a += b; }
  friend Dual operator-(const Dual &a, const Dual &b) { return {a.value - b.value, a.derivative - b.derivative}; }
  friend Dual operator*(const Dual &a, const Dual &b) {
    return {a.value * b.value, a.derivative * b.value + a.value * b.derivative};
  }
  friend Dual operator/(const Dual &a, const Dual &b) {
    T q = a.value / b.value;
    return {q, (a.derivative - q * b.derivative) / b.value};
  }
  friend Dual exp(const Dual &a) {
    using std::exp;
    T e = exp(a.value);
    return {e, e * a.derivative};
  }
  friend Dual sin(const Dual &a) {
    using std::cos;
    using std::sin;
    return {sin(a.value), cos(a.value) * a.derivative};
  }
  friend Dual cos(const Dual &a) {
    using std::cos;
    using std::sin;
    return {cos(a.value), T(-1) * sin(a.value) * a.derivative};
  }
};

template <typename T, typename P>
T equation(const T &t, const P *p) {
  using std::exp;
  using std::sin;
  return exp(T(p[0]) * t) + T(p[1]) * sin(t) - T(p[2]) * t - T(3.0);
}

template <typename F>
double newton(F f, double start) {
  double t = start;
  for (int i = 0; i < 12; ++i) {
    Dual<double> r = f(Dual<double>(t, 1.0));
    double step = r.value / r.derivative;
    t -= step;
    if (std::fabs(step) < 1e-14) break;
  }
  return t;
}

extern "C" double objective(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i + 3 <= n; i += 3) {
    double p[3] = {0.8 + 0.1 * x[i], x[i + 1], 0.2 * x[i + 2]};
    double root = newton([&p](auto t) { return equation(t, p); }, 1.5);
    Dual<Dual<double>> second = equation(Dual<Dual<double>>({root, 1.0}, {1.0, 0.0}), p);
    sum += root * root + 0.1 * second.derivative.derivative;
  }
  return sum;
}
