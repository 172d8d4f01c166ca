/* Functions whose derivatives are those of a function of the C library. */
#include "check.h"

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);
struct two { double x, y; };
struct two __enzyme_autodiff_two(void *, ...);

double my_log1p(double x) { return 2 * x; }
void *__enzyme_function_like[2] = {(void *)my_log1p, "log1p"};
double my_power(double x, double y) { return 0; }
void *__enzyme_function_like_power[2] = {(void *)my_power, "pow"};

double one(double x) { return my_log1p(x); }
double other(double x, double y) { return 3 * my_power(x, y); }

int main(void) {
  CHECK(one(2), 4);
  CHECK(__enzyme_autodiff((void *)one, 2.0), 1 / 3.0);
  CHECK(__enzyme_fwddiff((void *)one, 2.0, 1.0), 1 / 3.0);
  struct two d = __enzyme_autodiff_two((void *)other, 2.0, 3.0);
  CHECK(d.x, 36);
  CHECK(d.y, 24 * log(2));
  return failures;
}
