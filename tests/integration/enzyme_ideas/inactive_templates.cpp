template <typename T> __attribute__((noinline)) __attribute__((annotate("enzyme_inactive"))) T silent(T a) { return 2 * a; }
template <typename T> struct Keeper { __attribute__((noinline)) __attribute__((annotate("enzyme_inactive"))) static T twice(T a) { return 3 * a; } };
static double with_silent(double a) { return a * a + silent<double>(a) + Keeper<double>::twice(a); }
void check_inactive_templates() { CHECK(__enzyme_autodiff((void *)with_silent, 3.0), 6); }
