/* Functions and variables through which no derivative flows. */
#include "check.h"

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

double noise(double x) { return 2 * x; }
void *__enzyme_inactivefn_noise = (void *)noise;
__attribute__((annotate("enzyme_inactive"))) double rounding(double x) { return x; }
static double first(double x) { return 3 * x; }
static double second(double x) { return 5 * x; }
void *__enzyme_inactivefn_several[] = {(void *)first, (void *)second};

/* As Enzyme's plugin for clang has them. */
__attribute__((enzyme_inactive)) double steps(double x) { return 4 * x; }
double through_steps(double x) { return steps(x) + 3 * x; }
__attribute__((enzyme_function_like("log1p"))) double about_log1p(double x) { return x; }
double through_log1p(double x) { return about_log1p(x); }

double through_noise(double x) { return noise(x) + x; }
double through_rounding(double x) { return rounding(x) * x; }
double through_several(double x) { return first(x) + second(x) + x * x; }

int main(void) {
  CHECK(__enzyme_autodiff((void *)through_noise, 2.0), 1);
  CHECK(__enzyme_fwddiff((void *)through_noise, 2.0, 1.0), 1);
  CHECK(__enzyme_autodiff((void *)through_rounding, 2.0), 2);
  CHECK(__enzyme_fwddiff((void *)through_rounding, 2.0, 1.0), 2);
  CHECK(__enzyme_autodiff((void *)through_steps, 2.0), 3);
  CHECK(__enzyme_autodiff((void *)through_log1p, 2.0), 1 / 3.0);
  CHECK(__enzyme_autodiff((void *)through_several, 2.0), 4);
  return failures;
}
