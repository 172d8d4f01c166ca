#include <unordered_map>
static double of_hash(double x) { std::unordered_map<int, double> m; for (int i = 0; i < 6; i++) m[i * 3] = x * i; double s = 0; for (int i = 0; i < 6; i++) s += m.at(i * 3) * m[i * 3]; return s; }
void check_hashed_map() { CHECK(__enzyme_autodiff((void *)of_hash, 2.0), 4 * 55); }
