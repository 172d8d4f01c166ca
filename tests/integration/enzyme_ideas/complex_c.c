#include <complex.h>
static double spiral(double r, double phi) { double complex z = r * cexp(I * phi); z = z * z + conj(z); return cabs(z) + creal(z); }
void check_complex_c(void) { double d = __enzyme_fwddiff((void *)spiral, enzyme_dup, 1.5, 1.0, enzyme_const, .4); struct { double a, b; } __enzyme_autodiff_rp(void *, ...); (void)d; double h = 1e-6; failures += fabs(d - (spiral(1.5 + h, .4) - spiral(1.5 - h, .4)) / (2 * h)) > 1e-6; CHECK(__enzyme_autodiff((void *)spiral, enzyme_out, 1.5, enzyme_const, .4), d); }
