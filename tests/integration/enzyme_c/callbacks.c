/* Function pointers that come from functions which are not differentiated. */
#include "check.h"

extern int enzyme_const, enzyme_out;
double __enzyme_autodiff(void *, ...);

typedef double (*function)(double);
static double doubled(double x) { return 2 * x; }
static double squared(double x) { return x * x; }
static int compared(int x) { return x; }

double applied(function f, double x) { return f(f(x)); }
struct model {
  function step;
  double weight;
};
double run(const struct model *m, double x) { return m->weight * m->step(x); }

int main(int argc, char **argv) {
  function choice = argc > 50 ? doubled : squared;
  CHECK(__enzyme_autodiff((void *)applied, enzyme_const, choice, enzyme_out, 3.0), 4 * 27);
  choice = argc < 50 ? doubled : squared;
  CHECK(__enzyme_autodiff((void *)applied, enzyme_const, choice, enzyme_out, 3.0), 4);
  struct model m = {choice, 5};
  CHECK(__enzyme_autodiff((void *)run, enzyme_const, &m, enzyme_out, 3.0), 10);
  int (*volatile other)(int) = compared;
  CHECK(other(1), 1);
  return failures;
}
