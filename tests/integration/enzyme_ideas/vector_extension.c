typedef double four __attribute__((vector_size(32)));
static double lanes(const double *x) { four v; memcpy(&v, x, 32); v = v * v + 2 * v; return v[0] + v[1] * v[2] - v[3]; }
void check_vector_extension(void) { double x[4] = {1, 2, 3, 4}, d[4] = {0}; __enzyme_autodiff((void *)lanes, x, d); CHECK(d[0], 4); CHECK(d[1], 6 * 15); CHECK(d[3], -10); }
