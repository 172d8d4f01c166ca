template <class F> NOINLINE double apply_twice(F f, double x) { return f(f(x)); }
static double with_lambda(double x) { double k = x * 2; auto f = [&k](double y) { k += y; return y * k; }; return apply_twice(f, x); }
static double through_template(double x) { return __enzyme_fwddiff((void *)+[](double y) { return y * y * y; }, x, 1.0); }
void check_lambdas() { CHECK(__enzyme_autodiff((void *)with_lambda, 1.5), __enzyme_fwddiff((void *)with_lambda, 1.5, 1.0)); CHECK(through_template(2), 12); CHECK(__enzyme_autodiff((void *)through_template, 2.0), 12); }
