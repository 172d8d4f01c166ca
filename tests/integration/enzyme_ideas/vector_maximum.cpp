#include <algorithm>
#include <vector>
static double vmax(double *x, int n) { std::vector<double> v(x, x + n); std::vector<double> s; for (int i = 0; i < n; i += 2) s.push_back(*std::max_element(v.begin() + i, v.end())); double t = 0; for (auto a : s) t += a * a; return t; }
void check_vector_maximum() { double x[5] = {1, 5, 2, 4, 3}, d[5] = {0}; __enzyme_autodiff((void *)vmax, x, d, 5); CHECK(d[1], 10); CHECK(d[3], 8); CHECK(d[4], 6); }
