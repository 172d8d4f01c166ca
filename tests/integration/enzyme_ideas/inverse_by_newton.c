/* A function that inverts another one by Newton steps: its derivative is that of the inverse. */
static void invert(const double *y, double *x, int n) { for (int i = 0; i < n; i++) { double v = y[i]; for (int k = 0; k < 30; k++) v -= (v + v * v * v - y[i]) / (1 + 3 * v * v); x[i] = v; } }
void check_inverse_by_newton(void) { double y[3] = {.5, 1, 3}, dy[3] = {0}, x[3], dx[3] = {1, 1, 1}; __enzyme_autodiff((void *)invert, y, dy, x, dx, 3); for (int i = 0; i < 3; i++) { CHECK(dy[i], 1 / (1 + 3 * x[i] * x[i])); CHECK(dx[i], 0); } }
