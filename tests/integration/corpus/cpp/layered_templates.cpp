// Static polymorphism: layers as template parameters with CRTP base, compile-time sizes, parameters from a cursor.
// X: 0.2 -0.4 0.6 0.1 0.3 -0.5 0.7 0.9 -0.8 0.25 0.35 0.45
#include <array>
#include <cmath>
#include <cstddef>

struct Cursor {
  const double *at;
  double next() { return *at++; }
};

template <typename Derived, std::size_t In, std::size_t Out>
struct LayerBase {
  using Input = std::array<double, In>;
  using Output = std::array<double, Out>;
  Output operator()(const Input &v) const {
    Output r = static_cast<const Derived *>(this)->affine(v);
    for (double &e : r) e = Derived::squash(e);
    return r;
  }
};

template <std::size_t In, std::size_t Out>
struct Dense : LayerBase<Dense<In, Out>, In, Out> {
  explicit Dense(Cursor &c) {
    for (auto &row : w)
      for (double &e : row) e = c.next();
  }
  std::array<double, Out> affine(const std::array<double, In> &v) const {
    std::array<double, Out> r{};
    for (std::size_t i = 0; i < Out; ++i)
      for (std::size_t j = 0; j < In; ++j) r[i] += w[i][j] * v[j];
    return r;
  }
  static double squash(double v) { return 1.0 / (1.0 + std::exp(-v)); }
  std::array<std::array<double, In>, Out> w;
};

template <typename... Layers>
struct Stack;
template <typename Last>
struct Stack<Last> {
  explicit Stack(Cursor &c) : layer(c) {}
  auto operator()(const typename Last::Input &v) const { return layer(v); }
  Last layer;
};
template <typename First, typename... Rest>
struct Stack<First, Rest...> {
  explicit Stack(Cursor &c) : first(c), rest(c) {}
  auto operator()(const typename First::Input &v) const { return rest(first(v)); }
  First first;
  Stack<Rest...> rest;
};

extern "C" double objective(const double *x, int) {
  Cursor cursor{x};
  Stack<Dense<2, 3>, Dense<3, 2>> network(cursor);
  double loss = 0.0;
  const std::array<double, 2> inputs[] = {{0.5, 1.0}, {-1.0, 0.25}, {2.0, -0.5}};
  for (const auto &input : inputs) {
    auto out = network(input);
    loss -= std::log(out[0]) + 0.5 * std::log1p(-out[1]);
  }
  return loss;
}
