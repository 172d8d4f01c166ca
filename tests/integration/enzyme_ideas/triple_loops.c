static double triple(double x, long n) { double r = 1; for (long i = 0; i < n; i++) for (long j = i; j < n; j++) for (long k = 0; k <= j; k++) r = r * x / (1 + .01 * r); return r; }
void check_triple_loops(void) { CHECK(__enzyme_autodiff((void *)triple, 1.1, 5L), __enzyme_fwddiff((void *)triple, 1.1, 1.0, 5L)); }
