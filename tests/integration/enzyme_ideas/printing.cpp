#include <iostream>
#include <sstream>
static double printed(double x) { std::ostringstream out; out << "x is " << x << std::endl; std::cerr << (x > 1e9 ? "large" : "") << std::flush; return x * x * out.str().size(); }
void check_printing() { CHECK(__enzyme_autodiff((void *)printed, 2.0), 4 * 7); }
