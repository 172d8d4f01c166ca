#include <complex>
using C = std::complex<double>;
static double modulus(double re, double im) { C z(re, im); C w = std::exp(z) * z / (z + 2.0); return std::norm(w) + std::arg(w); }
void check_complex_cpp() { double d = __enzyme_fwddiff((void *)modulus, 1.1, 1.0, .7, 0.0), h = 1e-6; failures += fabs(d - (modulus(1.1 + h, .7) - modulus(1.1 - h, .7)) / (2 * h)) > 1e-5; CHECK(__enzyme_autodiff((void *)modulus, enzyme_out, 1.1, enzyme_const, .7), d); }
