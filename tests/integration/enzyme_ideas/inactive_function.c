static double total_logged;
NOINLINE static void note(double x) { total_logged += x; fprintf(stdout, "%s", x > 1e300 ? "big" : ""); }
NOINLINE static double rate(double x) { return x > 2 ? .5 : 2; }
void *__enzyme_inactivefn_note = (void *)note; void *__enzyme_inactivefn_rate[] = {(void *)rate};
static double noted(double x) { note(x); return x * x * rate(x); }
void check_inactive_function(void) { CHECK(__enzyme_autodiff((void *)noted, 3.0), 3); CHECK(__enzyme_fwddiff((void *)noted, 1.0, 1.0), 4); CHECK(total_logged, 4); }
