/* Columns of a Hessian: forward over reverse mode. */
static double rb(const double *x, int n) { double s = 0; for (int i = 0; i + 1 < n; i++) { double a = x[i + 1] - x[i] * x[i], b = 1 - x[i]; s += 100 * a * a + b * b; } return s; }
static void gradient(const double *x, double *g, int n) { for (int i = 0; i < n; i++) g[i] = 0; __enzyme_autodiff((void *)rb, enzyme_dup, x, g, enzyme_const, n); }
void check_hessian_columns(void) { double x[3] = {1.2, .7, -.3}, v[3] = {0, 1, 0}, g[3], h[3]; __enzyme_fwddiff((void *)gradient, enzyme_dup, x, v, enzyme_dupnoneed, g, h, enzyme_const, 3); CHECK(h[0], -400 * x[0]); CHECK(h[1], 202 + 1200 * x[1] * x[1] - 400 * x[2]); CHECK(h[2], -400 * x[1]); }
