static double series(double x, unsigned n) { double s = 0, term = 1; for (unsigned i = 1; ; i++) { s += term; if (i >= n || term > 100) break; term *= x / i; } return s; }
void check_sum_until(void) { CHECK(__enzyme_autodiff((void *)series, 1.5, 30u), exp(1.5)); CHECK(__enzyme_fwddiff((void *)series, 1.5, 1.0, 30u), exp(1.5)); }
