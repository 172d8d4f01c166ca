static double wide_steps(double x) { long double c = 1.5L; int n = (int)(c * 2); float f = (float)x; return x * n + f * f + (double)((float)x * 2.0f); }
void check_long_double_constants(void) { CHECK(__enzyme_autodiff((void *)wide_steps, 2.0), 3 + 4 + 2); }
