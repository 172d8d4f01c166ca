static double inner_f(double x, double y) { return x * y; }
static double inner_d(double x, double y) { return __enzyme_autodiff((void *)inner_f, enzyme_out, x, enzyme_const, y); }
static double outer_f(double y) { return y * inner_d(1.0, y); }
void check_perturbation() { CHECK(__enzyme_autodiff((void *)outer_f, 3.0), 6); CHECK(__enzyme_fwddiff((void *)outer_f, 3.0, 1.0), 6); }
