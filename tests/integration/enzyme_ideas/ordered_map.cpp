#include <map>
static double of_map(double x) { std::map<int, double> m; for (int i = 0; i < 5; i++) m[(i * 7) % 5] = x * i; m.erase(2); double s = 0; for (auto &[k, v] : m) s += k * v * v; return s; }
void check_ordered_map() { CHECK(__enzyme_autodiff((void *)of_map, 2.0), __enzyme_fwddiff((void *)of_map, 2.0, 1.0)); }
