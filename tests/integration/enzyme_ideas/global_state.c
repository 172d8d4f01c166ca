static double state = 1; static double *place = &state; static double table[3] = {1, 2, 3};
NOINLINE static void advance(double x) { *place = *place * x + table[1]; table[1] = x; }
static double run(double x) { state = x; table[1] = 2; for (int i = 0; i < 3; i++) advance(x); return state; }
void check_global_state(void) { CHECK(__enzyme_autodiff((void *)run, 2.0), __enzyme_fwddiff((void *)run, 2.0, 1.0)); }
