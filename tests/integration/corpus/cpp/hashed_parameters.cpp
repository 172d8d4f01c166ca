// Parameters by name in a hash table, updated in place.
#include <cmath>
#include <string>
#include <unordered_map>

extern "C" double objective(const double *x, int n) {
  std::unordered_map<std::string, double> parameters;
  for (int i = 0; i < n; i++) parameters["p" + std::to_string(i)] = x[i];
  parameters["scale"] = 2.0;
  for (int i = 0; i + 1 < n; i++) parameters["p" + std::to_string(i)] *= parameters.at("p" + std::to_string(i + 1));
  parameters.erase("p3");
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    auto found = parameters.find("p" + std::to_string(i));
    sum += found == parameters.end() ? 1.0 : std::sin(found->second * parameters["scale"]);
  }
  return sum;
}
