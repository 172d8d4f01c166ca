// Sums per key in ordered and unordered maps; keys are integers and strings.
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>

extern "C" double objective(const double *x, int n) {
  std::map<std::string, double> by_name;
  std::unordered_map<int, double> by_number;
  const char *names[] = {"alpha", "beta", "a rather long name that does not fit into the string itself"};
  for (int i = 0; i < n; ++i) {
    by_name[names[i % 3]] += x[i] * x[i];
    by_number[i * 7 % 4] += std::sin(x[i]);
  }
  double result = 0.0;
  for (const auto &[name, total] : by_name) result += total * static_cast<double>(name.size());
  for (int key = 0; key < 5; ++key)
    if (auto found = by_number.find(key); found != by_number.end()) result += (key + 1) * found->second * found->second;
  by_name.erase("beta");
  return result + by_name.begin()->second * by_name.size();
}
