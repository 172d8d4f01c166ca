static double entropy(const double *p, int n) { double s = 0; for (int i = 0; i < n; i++) s -= p[i] > 0 ? p[i] * log(p[i]) : 0; return s; }
static void entropy_gradient(const double *p, double *g, int n) { __enzyme_autodiff((void *)entropy, enzyme_dup, p, g, enzyme_const, n); }
void check_entropy_hessian(void) { double p[3] = {.2, .3, 0}, dp[3] = {1, 0, 1}, g[3] = {0}, dg[3] = {0}; __enzyme_fwddiff((void *)entropy_gradient, enzyme_dup, p, dp, enzyme_dup, g, dg, enzyme_const, 3); CHECK(g[0], -log(.2) - 1); CHECK(dg[0], -5); CHECK(dg[1], 0); CHECK(dg[2], 0); }
