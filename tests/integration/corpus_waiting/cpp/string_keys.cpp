// Parameters looked up by name in a registry of strings; a small configuration language without streams.
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <vector>

class Parameters {
 public:
  void set(const std::string &name, double value) { values_[name] = value; }
  double get(const std::string &name, double fallback = 0.0) const {
    auto it = values_.find(name);
    return it == values_.end() ? fallback : it->second;
  }
  std::set<std::string> names() const {
    std::set<std::string> result;
    for (const auto &entry : values_) result.insert(entry.first);
    return result;
  }

 private:
  std::map<std::string, double> values_;
};

static std::vector<std::string> split(const std::string &text, char separator) {
  std::vector<std::string> parts;
  std::string current;
  for (char c : text) {
    if (c == separator) {
      parts.push_back(current);
      current.clear();
    } else {
      current += c;
    }
  }
  parts.push_back(current);
  return parts;
}

extern "C" double objective(const double *x, int n) {
  Parameters parameters;
  const auto names = split("mass,charge,spin,a_parameter_with_a_long_name,rate", ',');
  for (std::size_t i = 0; i < names.size(); ++i) parameters.set(names[i], x[i % n]);
  for (const std::string &pair : split("offset=2;factor=3", ';')) {
    auto sides = split(pair, '=');
    parameters.set(sides[0], std::atoi(sides[1].c_str()) * x[6]);
  }
  double energy = parameters.get("mass") * parameters.get("charge") + std::cos(parameters.get("spin"));
  for (const std::string &name : parameters.names()) energy += parameters.get(name) * 0.1 * name.length();
  return energy * parameters.get("factor", 1.0) + parameters.get("missing", x[7]);
}
