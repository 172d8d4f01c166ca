// Sums by name in an ordered map; one name is too long to fit into the string itself, so that its characters are allocated by the library.
// REFUSED O0: no derivative rule for 'arith.uitofp'
#include <map>
#include <string>
extern "C" double objective(const double *x, int n) {
  std::map<std::string, double> by_name;
  const char *names[] = {"alpha", "a rather long name that does not fit into the string itself"};
  for (int i = 0; i < n; ++i) by_name[names[i % 2]] += x[i] * x[i];
  double result = 0.0;
  for (const auto &[name, total] : by_name) result += total * static_cast<double>(name.size());
  return result;
}
