#include <array>
template <int N> struct Mat { std::array<std::array<double, N>, N> a{}; Mat operator*(const Mat &o) const { Mat r; for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) for (int k = 0; k < N; k++) r.a[i][j] += a[i][k] * o.a[k][j]; return r; } double trace() const { double t = 0; for (int i = 0; i < N; i++) t += a[i][i]; return t; } };
static double power_trace(double x) { Mat<3> m; for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) m.a[i][j] = x * (i + 1) + j; Mat<3> r = m * m * m; return r.trace(); }
void check_crtp_matrix() { CHECK(__enzyme_autodiff((void *)power_trace, .7), __enzyme_fwddiff((void *)power_trace, .7, 1.0)); }
