// FLAGS: -fno-exceptions
// std::list and std::map: nodes on the heap, inserted, looked up and erased.
#include <list>
#include <map>

extern "C" double objective(const double *x, int n) {
  std::list<double> values;
  for (int i = 0; i < n; i++) {
    if (i % 2)
      values.push_back(x[i] * x[i]);
    else
      values.push_front(x[i]);
  }
  double sum = 0, weight = 1;
  for (auto at = values.begin(); at != values.end();) {
    sum += weight * *at;
    weight *= 0.5 + 0.1 * *at;
    at = weight < 0.3 ? values.erase(at) : std::next(at);
  }
  std::map<int, double> totals;
  for (int i = 0; i < n; i++) totals[i * i % 5] += x[i] * sum;
  totals.erase(4);
  for (const auto &[key, total] : totals) sum += (key + 1) * total * total;
  return sum;
}
