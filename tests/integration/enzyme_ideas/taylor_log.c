static double taylor(double x, uint64_t n) { double s = 0; for (uint64_t i = 1; i <= n; i++) s += pow(x, i) / i; return s; }
void check_taylor_log(void) { CHECK(__enzyme_autodiff((void *)taylor, .5, (uint64_t)200), 2); }
