/* Derivatives that the program gives for split forward mode. */
#include "check.h"

extern int enzyme_dup, enzyme_const, enzyme_noret;
void *__enzyme_augmentfwd(void *, ...);
double __enzyme_fwdsplit(void *, ...);
double __enzyme_fwddiff(void *, ...);

struct two { double value, tangent; };
struct tape_and_value { void *tape; double value; };
struct tape_and_values { void *tape; double value, again; };
static int calls;
static double stored;

/* Wrong on purpose: 100 in the place of 1. */
__attribute__((noinline)) double add(double x, double y) { return x + y; }
struct tape_and_values add_augmented(double x, double y) {
  calls++;
  stored = x;
  return (struct tape_and_values){&stored, x + y, x + y};
}
struct two add_derivative(double x, double dx, double y, double dy, void *tape) {
  calls++;
  return (struct two){*(double *)tape + y, 100 * dx + dy};
}
void *__enzyme_register_splitderivative_add[] = {(void *)add, (void *)add_augmented, (void *)add_derivative};
double sum_squared(double x) { return add(x, 3) * add(x, 3); }

__attribute__((noinline)) double tenth(double x) { return x / 10; }
struct tape_and_value tenth_augmented(double x) { return (struct tape_and_value){0, x / 10}; }
double tenth_derivative(double x, double dx, void *tape) { return 7 * dx; }
double tenth_forward(double x, double dx) { return 5 * dx; }
void *__enzyme_register_splitderivative_tenth[] = {(void *)tenth, (void *)tenth_augmented, (void *)tenth_derivative};
double twice_tenth(double x) { return 2 * tenth(x); }

__attribute__((noinline)) double third(double x) { return x / 3; }
struct tape_and_value third_augmented(double x) { return (struct tape_and_value){0, x / 3}; }
double third_derivative(double x, double dx, void *tape) { return 7 * dx; }
double third_forward(double x, double dx) { return 5 * dx; }
void *__enzyme_register_splitderivative_third[] = {(void *)third, (void *)third_augmented, (void *)third_derivative};
void *__enzyme_register_derivative_third[] = {(void *)third, (void *)third_forward};
double twice_third(double x) { return 2 * third(x); }

/* With memory. */
__attribute__((noinline)) void square(const double *x, double *y) { *y = *x * *x; }
void *square_augmented(const double *x, const double *dx, double *y, double *dy) {
  stored = *x;
  *y = *x * *x;
  return &stored;
}
void square_derivative(const double *x, const double *dx, double *y, double *dy, void *tape) { *dy = 20 * *(double *)tape * *dx; }
void *__enzyme_register_splitderivative_square[] = {(void *)square, (void *)square_augmented, (void *)square_derivative};
double through_memory(double x) {
  double y;
  square(&x, &y);
  return y;
}

int main(void) {
  void *tape = __enzyme_augmentfwd((void *)twice_tenth, enzyme_noret, enzyme_const, 2.0);
  CHECK(__enzyme_fwdsplit((void *)twice_tenth, enzyme_dup, 2.0, 1.0, tape), 14);
  CHECK(__enzyme_fwddiff((void *)sum_squared, enzyme_dup, 2.0, 1.0), 2 * 5 * 100);
  CHECK(calls >= 2, 1);
  CHECK(__enzyme_fwddiff((void *)twice_third, enzyme_dup, 3.0, 1.0), 10);
  CHECK(__enzyme_fwddiff((void *)through_memory, enzyme_dup, 3.0, 1.0), 60);
  return failures;
}
