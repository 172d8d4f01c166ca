static double absolute(double x) { return fabs(x) * 2 + pow(x, 0) + pow(x, 2); }
void check_absolute_at_zero(void) { CHECK(__enzyme_fwddiff((void *)absolute, -0.0, 1.0) * 0, 0); CHECK(__enzyme_fwddiff((void *)absolute, 3.0, 1.0), 8); CHECK(__enzyme_autodiff((void *)absolute, -3.0), -8); }
