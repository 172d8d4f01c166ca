// Breakpoints in a set, values in a map from integers: a piecewise linear function.
#include <map>
#include <set>

extern "C" double objective(const double *x, int n) {
  std::map<int, double> value;
  for (int i = 0; i < n; i++) value[(i * 5) % (2 * n)] = x[i];
  auto at = [&](double t) {
    auto above = value.lower_bound(static_cast<int>(t) + 1);
    if (above == value.end()) return value.rbegin()->second;
    if (above == value.begin()) return above->second;
    auto below = std::prev(above);
    const double s = (t - below->first) / (above->first - below->first);
    return (1.0 - s) * below->second + s * above->second;
  };
  std::set<int> seen;
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    const int place = (i * 3) % 11;
    if (seen.insert(place).second) sum += at(place + 0.25) * at(place * 0.5);
  }
  return sum * value.begin()->second;
}
