// Records sorted by a comparator on an active key, stable_sort on an inactive one, nth_element, weights by rank.
#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

struct Record {
  double score;
  int group;
  double payload;
  bool operator<(const Record &o) const { return score < o.score; }
};

extern "C" double objective(const double *x, int n) {
  std::vector<Record> records;
  for (int i = 0; i < n; ++i) records.push_back({x[i], i % 3, x[i] * x[(i + 1) % n]});
  std::sort(records.begin(), records.end());
  double sum = 0.0, weight = 1.0;
  for (const Record &r : records) {
    sum += weight * r.payload;
    weight *= 0.7;
  }
  std::stable_sort(records.begin(), records.end(), [](const Record &a, const Record &b) { return a.group < b.group; });
  for (std::size_t i = 0; i < records.size(); ++i) sum += 0.1 * (i + 1) * records[i].score;
  std::vector<std::pair<double, int>> pairs;
  for (int i = 0; i < n; ++i) pairs.emplace_back(x[i] * x[i], i);
  std::nth_element(pairs.begin(), pairs.begin() + n / 2, pairs.end(),
                   [](const auto &a, const auto &b) { return std::tie(a.first, a.second) > std::tie(b.first, b.second); });
  return sum + 2.0 * pairs[n / 2].first;
}
