#include <array>
#include <functional>
#include <vector>
template <class F> static double rk4(F f, double x, double t, int n) { double h = t / n; for (int i = 0; i < n; i++) { double a = f(x), b = f(x + h / 2 * a), c = f(x + h / 2 * b), d = f(x + h * c); x += h / 6 * (a + 2 * b + 2 * c + d); } return x; }
static double decay(double k) { std::function<double(double)> f = [k](double x) { return -k * x; }; return rk4(f, 1.0, 1.0, 40); }
void check_integrator() { failures += fabs(__enzyme_autodiff((void *)decay, 1.0) + exp(-1)) > 1e-7; CHECK(__enzyme_fwddiff((void *)decay, 1.0, 1.0), __enzyme_autodiff((void *)decay, 1.0)); }
