NOINLINE static double my_log(double x) { double s = 0, y = (x - 1) / (x + 1), p = y; for (int i = 1; i < 200; i += 2, p *= y * y) s += 2 * p / i; return s; }
void *__enzyme_function_like_my_log[] = {(void *)my_log, (void *)"log"};
static double uses_my_log(double x) { return my_log(x) * 3; }
void check_function_like(void) { CHECK(__enzyme_autodiff((void *)uses_my_log, 2.0), 1.5); CHECK(__enzyme_fwddiff((void *)uses_my_log, 2.0, 1.0), 1.5); }
