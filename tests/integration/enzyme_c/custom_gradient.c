/* Functions with derivatives of their own. */
#include "check.h"
#include <stdlib.h>

extern int enzyme_dup;
double __enzyme_autodiff(void *, ...);
struct two { double x, y; };
struct two __enzyme_autodiff_two(void *, ...);

/* Through memory. The numbers are wrong on purpose. */
__attribute__((noinline)) static void square_into(const double *x, double *y) { *y = *x * *x; }
static int augmented_calls = 0, reverse_calls = 0;
static void *square_augmented(const double *x, double *dx, double *y, double *dy) {
  augmented_calls++;
  *y = *x * *x;
  return NULL;
}
static void square_reverse(const double *x, double *dx, const double *y, double *dy, void *tape) {
  reverse_calls++;
  *dx += 100 * *dy;
  *dy = 0;
}
void *__enzyme_register_gradient_square[] = {(void *)square_into, (void *)square_augmented, (void *)square_reverse};

double through_memory(double x) {
  double y;
  square_into(&x, &y);
  return y;
}

/* Values, with a tape. */
static double cubed(double x) { return x * x * x; }
struct tape_and_value { void *tape; double value; };
static struct tape_and_value cubed_augmented(double x) {
  double *tape = malloc(sizeof *tape);
  *tape = 7 * x;
  struct tape_and_value result = {tape, x * x * x};
  return result;
}
static double cubed_reverse(double x, double seed, double *tape) {
  double derivative = *tape * seed;
  free(tape);
  return derivative;
}
void *__enzyme_register_gradient_cubed[] = {(void *)cubed, (void *)cubed_augmented, (void *)cubed_reverse};

double twice(double x) { return cubed(x) + cubed(2 * x); }

/* Values without a tape; several derivatives. What is clipped is the gradient: the function returns its argument. */
double clipped(double x) { return x; }
double clipped_augmented(double x) { return x; }
double clipped_reverse(double x, double seed) { return seed > 1 ? 1 : seed; }
void *__enzyme_register_gradient_clipped[] = {(void *)clipped, (void *)clipped_augmented, (void *)clipped_reverse};
double steep(double x) { return 10 * clipped(x); }

double area(double x, double y) { return x * y; }
double area_augmented(double x, double y) { return x * y; }
struct two area_reverse(double x, double y, double seed) {
  struct two result = {11 * seed, 13 * seed};
  return result;
}
void *__enzyme_register_gradient_area[] = {(void *)area, (void *)area_augmented, (void *)area_reverse};
double twice_area(double x, double y) { return 2 * area(x, y); }

int main(void) {
  CHECK(__enzyme_autodiff((void *)through_memory, 3.0), 100);
  CHECK(augmented_calls, 1);
  CHECK(reverse_calls, 1);
  CHECK(__enzyme_autodiff((void *)twice, 2.0), 14 + 2 * 28);
  CHECK(__enzyme_autodiff((void *)steep, 2.0), 1);
  struct two d = __enzyme_autodiff_two((void *)twice_area, 3.0, 4.0);
  CHECK(d.x, 22);
  CHECK(d.y, 26);
  return failures;
}
