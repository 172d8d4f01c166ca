extern int enzyme_const_return; struct pv { double v, d; }; struct pv __enzyme_autodiff_pv(void *, ...);
static double quadratic(double x, double *out) { *out = x * 3; return x * x; }
void check_active_result_only(void) { double o = 0, d = 1; struct pv r = __enzyme_autodiff_pv((void *)quadratic, enzyme_primal_return, 3.0, &o, &d); CHECK(r.v, 9); CHECK(r.d, 9); d = 1; CHECK(__enzyme_autodiff((void *)quadratic, enzyme_const_return, 3.0, &o, &d), 3); }
