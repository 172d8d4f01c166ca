static double curve(double x) { return sin(x) * exp(x); }
static double first(double x) { return __enzyme_autodiff((void *)curve, x); }
static double second(double x) { return __enzyme_fwddiff((void *)first, x, 1.0); }
void check_both_modes() { CHECK(second(1.0), 2 * cos(1) * exp(1)); CHECK(__enzyme_autodiff((void *)first, 1.0), second(1.0)); CHECK(__enzyme_autodiff((void *)second, 1.0), 2 * exp(1) * (cos(1) - sin(1))); }
