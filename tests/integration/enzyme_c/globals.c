/* Tables, constants and state in global variables. */
#include "check.h"

double __enzyme_autodiff(void *, ...);
static const double table[4] = {1, 2, 3, 5};
static double offset = 4;
double shared = 2;
static int calls;

double looked_up(double x) {
  calls++;
  double sum = offset;
  for (int i = 0; i < 4; i++)
    sum += table[i] * x * shared;
  return sum * x;
}

int main(void) {
  CHECK(__enzyme_autodiff((void *)looked_up, 3.0), 4 + 2 * 22 * 3);
  CHECK(calls, 1);
  shared = 1;
  offset = 0;
  CHECK(__enzyme_autodiff((void *)looked_up, 3.0), 2 * 11 * 3);
  return failures;
}
