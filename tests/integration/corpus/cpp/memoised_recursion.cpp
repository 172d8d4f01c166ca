// Dynamic programming: edit-distance-like alignment with active costs, memoised in an unordered_map with a custom hash.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

struct PairHash {
  std::size_t operator()(const std::pair<int, int> &p) const { return std::hash<int>()(p.first * 1009 + p.second); }
};

class Aligner {
 public:
  Aligner(std::string a, std::string b, const double *costs) : a_(std::move(a)), b_(std::move(b)), costs_(costs) {}
  double soft_distance(int i, int j) {
    if (i == 0) return j * costs_[0] * costs_[0];
    if (j == 0) return i * costs_[1] * costs_[1];
    auto key = std::make_pair(i, j);
    if (auto it = memo_.find(key); it != memo_.end()) return it->second;
    double substitute = soft_distance(i - 1, j - 1) + (a_[i - 1] == b_[j - 1] ? 0.0 : costs_[2] + 1.0);
    double remove = soft_distance(i - 1, j) + costs_[1] * costs_[1];
    double insert = soft_distance(i, j - 1) + costs_[0] * costs_[0];
    double best = std::min({substitute, remove, insert});
    double result = best - 0.5 * std::log(std::exp(2 * (best - substitute)) + std::exp(2 * (best - remove)) + std::exp(2 * (best - insert)));
    return memo_[key] = result;
  }

 private:
  std::string a_, b_;
  const double *costs_;
  std::unordered_map<std::pair<int, int>, double, PairHash> memo_;
};

// X: 0.9 1.1 0.4
extern "C" double objective(const double *x, int) {
  Aligner aligner("kitten", "sitting", x);
  return aligner.soft_distance(6, 7);
}
