// Distributions as a variant, visited with overloaded lambdas; optional results.
#include <cmath>
#include <optional>
#include <variant>
#include <vector>

struct Normal { double mean, deviation; };
struct Exponential { double rate; };
struct Uniform { double low, high; };
using Distribution = std::variant<Normal, Exponential, Uniform>;

template <class... Ts>
struct overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
overloaded(Ts...) -> overloaded<Ts...>;

static std::optional<double> log_density(const Distribution &d, double v) {
  return std::visit(overloaded{
                        [v](const Normal &n) -> std::optional<double> {
                          double z = (v - n.mean) / n.deviation;
                          return -0.5 * z * z - std::log(n.deviation);
                        },
                        [v](const Exponential &e) -> std::optional<double> {
                          if (v < 0.0) return std::nullopt;
                          return std::log(e.rate) - e.rate * v;
                        },
                        [v](const Uniform &u) -> std::optional<double> {
                          if (v < u.low || v > u.high) return {};
                          return -std::log(u.high - u.low);
                        },
                    },
                    d);
}

extern "C" double objective(const double *x, int n) {
  std::vector<Distribution> model;
  model.push_back(Normal{x[0], 1.0 + x[1] * x[1]});
  model.push_back(Exponential{1.0 + x[2] * x[2]});
  model.push_back(Uniform{x[3] - 3.0, x[4] + 4.0});
  double total = 0.0;
  for (int i = 0; i < n; ++i) {
    const Distribution &d = model[i % model.size()];
    if (auto l = log_density(d, x[i]))
      total += *l;
    else
      total += log_density(model[0], x[i]).value_or(0.0) - 1.0;
    if (std::holds_alternative<Normal>(d)) total += std::get<Normal>(d).mean * 0.1;
  }
  return total;
}
