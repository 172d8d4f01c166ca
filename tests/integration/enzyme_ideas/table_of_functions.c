static double f0(double x) { return x * x; } static double f1(double x) { return sin(x); } static double f2(double x) { return 1 / x; }
static double (*const operations[])(double) = {f0, f1, f2};
static double chain_of(double x, const unsigned char *codes, int n) { for (int i = 0; i < n; i++) x = operations[codes[i]](x); return x; }
void check_table_of_functions(void) { unsigned char c[3] = {0, 1, 2}; CHECK(__enzyme_autodiff((void *)chain_of, 1.0, enzyme_const, c, 3), -cos(1) * 2 / (sin(1) * sin(1))); }
