// Structures in containers: sorted, swapped, reversed, erased, copied.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

struct Sample {
  int group;
  float weight;
  double value;
};

static Sample make(double x, int i) { return {i % 3, static_cast<float>(x * 0.5), x * x + 1.3 * i}; }

extern "C" double objective(const double *x, int n) {
  std::vector<Sample> samples;
  for (int i = 0; i < n; i++) samples.push_back(make(x[i], i));
  std::vector<Sample> copy = samples;
  std::sort(copy.begin(), copy.end(), [](const Sample &a, const Sample &b) { return a.value < b.value; });
  std::swap(copy.front(), copy.back());
  std::reverse(samples.begin(), samples.end());
  copy.insert(copy.begin() + 1, samples.begin(), samples.begin() + 2);
  std::array<std::pair<float, int>, 4> best{};
  for (std::size_t i = 0; i < best.size(); i++) best[i] = {copy[i].weight, copy[i].group};
  std::pair<float, int> last = best[2];
  best[0] = last;
  double sum = 0.0;
  for (const Sample &s : copy) sum += s.value * (s.group + 1) + s.weight;
  for (auto [weight, group] : best) sum += weight * group * x[0];
  return sum;
}
// TOLERANCE: 1e-6
