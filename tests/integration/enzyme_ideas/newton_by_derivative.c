static double target(double x, double a) { return x * x * x - a; }
static double root(double a) { double x = 1; for (int i = 0; i < 50; i++) x -= target(x, a) / __enzyme_fwddiff((void *)target, x, 1.0, a, 0.0); return x; }
void check_newton_by_derivative(void) { CHECK(root(27), 3); CHECK(__enzyme_fwddiff((void *)root, 27.0, 1.0), 1 / 27.); CHECK(__enzyme_autodiff((void *)root, 27.0), 1 / 27.); }
