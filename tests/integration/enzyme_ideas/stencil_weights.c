static void blur(const double *restrict in, double *restrict out, int n) { for (int i = 1; i < n - 1; i++) out[i] = .25 * in[i - 1] + .5 * in[i] + .25 * in[i + 1]; out[0] = in[0]; out[n - 1] = in[n - 1]; }
static void blurs(double *a, double *b, int n, int steps) { for (int s = 0; s < steps; s++) { blur(a, b, n); double *t = a; a = b; b = t; } }
void check_stencil_weights(void) { double a[7] = {0}, b[7], da[7] = {0}, db[7] = {0}; a[3] = 1; da[3] = 1; __enzyme_autodiff((void *)blurs, enzyme_dup, a, da, enzyme_dup, b, db, 7, 2); CHECK(da[3], .375); CHECK(da[1], .0625); }
