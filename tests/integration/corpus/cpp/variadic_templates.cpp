// Tuples of layers applied by fold expressions and index sequences; compile-time polynomials.
#include <cmath>
#include <cstddef>
#include <tuple>
#include <utility>

template <int... Coefficients>
constexpr double polynomial(double t) {
  double r = 0.0;
  ((r = r * t + Coefficients), ...);
  return r;
}

template <typename... Fs>
class Chain {
 public:
  explicit constexpr Chain(Fs... fs) : functions_(fs...) {}
  double operator()(double v) const { return apply(v, std::index_sequence_for<Fs...>()); }

 private:
  template <std::size_t... I>
  double apply(double v, std::index_sequence<I...>) const {
    ((v = std::get<I>(functions_)(v)), ...);
    return v;
  }
  std::tuple<Fs...> functions_;
};

template <typename... Ts>
double product_of_sums(const std::tuple<Ts...> &t, double shift) {
  return std::apply([shift](const auto &...parts) { return ((parts + shift) * ...); }, t);
}

template <typename Head, typename... Tail>
double hypotenuse(Head head, Tail... tail) {
  if constexpr (sizeof...(tail) == 0)
    return std::abs(head);
  else
    return std::hypot(head, hypotenuse(tail...));
}

extern "C" double objective(const double *x, int n) {
  Chain chain([](double v) { return polynomial<1, -2, 3>(v); }, [a = x[0]](double v) { return std::sin(a * v); },
              [x](double v) { return v * x[1] + x[2]; });
  double sum = 0.0;
  for (int i = 0; i < n; ++i) sum += chain(x[i]);
  auto mixed = std::make_tuple(x[3], 2, x[4], 1.5f);
  return sum * product_of_sums(mixed, x[5]) + hypotenuse(x[6], 2.0f, x[7], 1);
}
