static double odd_part(double x, int n); NOINLINE static double even_part(double x, int n) { return n == 0 ? x : x * odd_part(x, n - 1); } NOINLINE static double odd_part(double x, int n) { return n == 0 ? x * x : sin(x) + even_part(x * .5, n - 1); }
void check_mutually_recursive(void) { CHECK(__enzyme_autodiff((void *)even_part, 1.2, 5), __enzyme_fwddiff((void *)even_part, 1.2, 1.0, 5)); }
