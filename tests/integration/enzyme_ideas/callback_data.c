/* A callback and its data in a record. */
typedef double (*fn)(double, const void *); struct cb { fn f; const void *data; };
static double lin(double x, const void *d) { return x * ((const double *)d)[1] + ((const double *)d)[0]; } static double ex(double x, const void *d) { return exp(x * *(const double *)d); }
static double integrate(const struct cb *c, double a, double b, int n) { double s = 0, h = (b - a) / n; for (int i = 0; i < n; i++) s += c->f(a + (i + .5) * h, c->data) * h; return s; }
void check_callback_data(void) { double d[2] = {.5, 2}, dd[2] = {0}; struct cb c = {lin, d}, dc = {lin, dd}; struct ab { double a, b; }; extern struct ab __enzyme_autodiff_ab(void *, ...); struct ab g = __enzyme_autodiff_ab((void *)integrate, enzyme_dup, &c, &dc, 0., 2., 8); CHECK(dd[0], 2); CHECK(dd[1], 2); CHECK(g.a, -.5); CHECK(g.b, 4.5); c.f = ex; dd[0] = dd[1] = 0; __enzyme_autodiff_ab((void *)integrate, enzyme_dup, &c, &dc, 0., 1., 1); CHECK(dd[0], .5 * exp(.25)); }
