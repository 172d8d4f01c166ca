/* Derivatives of the program's own, with memory and tapes, in several directions. The numbers are wrong on purpose. */
#include "check.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern int enzyme_dup, enzyme_const, enzyme_width;
void __enzyme_autodiff(void *, ...);
void __enzyme_fwddiff(void *, ...);
struct two { double a, b; };
struct two __enzyme_autodiff_two(void *, ...);
struct two __enzyme_fwddiff_two(void *, ...);

__attribute__((noinline)) void square(const double *x, double *y) { *y = *x * *x; }
static double *square_augmented(const double *x, double *dx, double *y, double *dy) {
  double *tape = malloc(sizeof *tape);
  *tape = 100 * *x;
  *y = *x * *x;
  return tape;
}
static void square_reverse(const double *x, double *dx, double *y, double *dy, double *tape) {
  *dx += *tape * *dy;
  *dy = 0;
  free(tape);
}
static void square_forward(const double *x, const double *dx, double *y, double *dy) {
  *y = *x * *x;
  *dy = 10 * *x * *dx;
}
void *__enzyme_register_gradient_square[] = {(void *)square, (void *)square_augmented, (void *)square_reverse};
void *__enzyme_register_derivative_square[] = {(void *)square, (void *)square_forward};

/* What is read has been overwritten when the adjoint runs. */
void fourth(double *x, double *y) {
  double inner;
  square(x, &inner);
  square(&inner, y);
  *x = 1e9;
}

/* No memory in sight from outside. */
double through(double x) {
  double y;
  square(&x, &y);
  return y;
}

static double *with_index(const double *table, int i) { return (double *)table + i; }
__attribute__((noinline)) void row(const double *a, const double *b, int n, double *result) {
  for (int i = 0; i < n; i++)
    result[i] = a[i] * b[i];
}
static void row_forward(const double *a, const double *da, const double *b, const double *db, int n, double *result, double *tangent) {
  for (int i = 0; i < n; i++) {
    result[i] = a[i] * b[i];
    tangent[i] = 7 * (*with_index(a, i) * db[i] + da[i] * b[i]);
  }
}
void *__enzyme_register_derivative_row[] = {(void *)row, (void *)row_forward};
void rows(const double *a, const double *b, double *result) { row(a, b, 2, result); }

/* Numbers, with a tape that is freed. */
__attribute__((noinline)) double cube(double x) { return x * x * x; }
struct tape_and_value { double *tape; double value; };
static struct tape_and_value cube_augmented(double x) {
  struct tape_and_value result = {malloc(sizeof(double)), x * x * x};
  *result.tape = 5 * x;
  return result;
}
static double cube_reverse(double x, double seed, double *tape) {
  double derivative = *tape * seed;
  free(tape);
  return derivative;
}
void *__enzyme_register_gradient_cube[] = {(void *)cube, (void *)cube_augmented, (void *)cube_reverse};
double two_cubes(double x) { return cube(x) + 3 * cube(x + 1); }

/* Where that would change what is read for the second direction, the program ends. */
void into(double *x, double *y) { square(x, y); }
static int ends(double *x, double *y) {
  double a[4] = {1, 1, 1, 1};
  pid_t child = fork();
  if (child == 0) {
    fclose(stderr);
    __enzyme_fwddiff((void *)into, enzyme_width, 2, enzyme_dup, x, a, a + 1, enzyme_dup, y, a + 2, a + 3);
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

int main(void) {
  double x = 3, da = 0, db = 0, y = 0, ya = 1, yb = 2;
  __enzyme_autodiff((void *)fourth, enzyme_width, 2, enzyme_dup, &x, &da, &db, enzyme_dup, &y, &ya, &yb);
  CHECK(y, 81);
  CHECK(da, 300 * 900.);
  CHECK(db, 2 * 300 * 900.);
  CHECK(ya, 0);

  x = 3, da = 1, db = 2;
  __enzyme_fwddiff((void *)fourth, enzyme_width, 2, enzyme_dup, &x, &da, &db, enzyme_dup, &y, &ya, &yb);
  CHECK(y, 81);
  CHECK(ya, 30 * 90);
  CHECK(yb, 2 * 30 * 90);
  CHECK(da, 0);

  double a[2] = {1, 2}, b[2] = {3, 4}, r[2], a1[2] = {1, 0}, a2[2] = {0, 0}, b1[2] = {0, 0}, b2[2] = {0, 1}, r1[2], r2[2];
  __enzyme_fwddiff((void *)rows, enzyme_width, 2, enzyme_dup, a, a1, a2, enzyme_dup, b, b1, b2, enzyme_dup, r, r1, r2);
  CHECK(r[1], 8);
  CHECK(r1[0], 21);
  CHECK(r1[1], 0);
  CHECK(r2[0], 0);
  CHECK(r2[1], 14);

  struct two d = __enzyme_autodiff_two((void *)two_cubes, enzyme_width, 2, 3.0);
  CHECK(d.a, 5 * 3 + 3 * 5 * 4);
  CHECK(d.b, 5 * 3 + 3 * 5 * 4);
  d = __enzyme_autodiff_two((void *)through, enzyme_width, 2, 3.0);
  CHECK(d.a, 300);
  CHECK(d.b, 300);
  d = __enzyme_fwddiff_two((void *)through, enzyme_width, 2, enzyme_dup, 3.0, 1.0, 2.0);
  CHECK(d.a, 30);
  CHECK(d.b, 60);

  double place[2] = {2, 2};
  CHECK(ends(place, place + 1), 0);
  CHECK(ends(place, place), 1);
  return failures;
}
