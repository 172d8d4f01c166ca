extern int enzyme_byref;
static double prod(double a, double b) { return a * b; }
void check_by_reference(void) { double a = 3; struct { double x, y; } __attribute__((unused)) dummy; CHECK(__enzyme_fwddiff((void *)prod, enzyme_byref, sizeof(double), enzyme_dup, &a, 1.0, enzyme_const, 4.0), 4); }
