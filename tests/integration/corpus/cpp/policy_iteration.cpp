// A Markov decision process with soft Bellman backups, states in nested arrays, transitions in a vector of tuples.
#include <array>
#include <cmath>
#include <cstdint>
#include <tuple>
#include <vector>

enum class Action : std::uint8_t { Stay, Left, Right };
constexpr std::size_t kStates = 4;
using Values = std::array<double, kStates>;

static std::vector<std::tuple<std::size_t, double>> transitions(std::size_t s, Action a) {
  switch (a) {
    case Action::Left: return {{s > 0 ? s - 1 : s, 0.9}, {s, 0.1}};
    case Action::Right: return {{s + 1 < kStates ? s + 1 : s, 0.8}, {s, 0.2}};
    case Action::Stay: break;
  }
  return {{s, 1.0}};
}

static Values backup(const Values &v, const Values &reward, double discount, double temperature) {
  Values result{};
  for (std::size_t s = 0; s < kStates; ++s) {
    double total = 0.0;
    for (Action a : {Action::Stay, Action::Left, Action::Right}) {
      double q = reward[s] - 0.1 * static_cast<int>(a);
      for (const auto &[next, probability] : transitions(s, a)) q += discount * probability * v[next];
      total += std::exp(q / temperature);
    }
    result[s] = temperature * std::log(total);
  }
  return result;
}

extern "C" double objective(const double *x, int n) {
  Values reward{x[0], x[1], x[2], x[3]}, v{};
  double discount = 1.0 / (1.0 + std::exp(-x[4])), temperature = 0.5 + x[n - 1] * x[n - 1];
  for (int i = 0; i < 5; ++i) v = backup(v, reward, discount, temperature);
  return v[0] + 2.0 * v[kStates - 1];
}
