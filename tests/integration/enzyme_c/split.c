/* Reverse mode in two calls, with a tape between them. */
#include "check.h"
#include <stdlib.h>

extern int enzyme_dup, enzyme_const, enzyme_noret, enzyme_nofree, enzyme_tape, enzyme_allocated;
void *__enzyme_augmentfwd(void *, ...);
struct tape_and_value { void *tape; double value; };
struct tape_and_value __enzyme_augmentfwd_with_value(void *, ...);
double __enzyme_reverse(void *, ...);
void __enzyme_reverse_void(void *, ...);
unsigned long __enzyme_augmentsize(void *, ...);

double smooth(double x) { return sin(sin(x)); }

double curve(double x, double y) { return sin(x) * exp(y); }
struct two { double x, y; };
struct two __enzyme_reverse_two(void *, ...);

void update(double *x) {
  x[0] += x[1] * x[1];
  x[1] = -x[1];
}

double walk(const double *x, int n) {
  double state = 1;
  for (int i = 0; i < n; i++)
    state = sin(state) * x[i];
  return state;
}

static void *first_half(double *x, double *dx) { return __enzyme_augmentfwd((void *)update, enzyme_dup, x, dx); }
static void second_half(double *x, double *dx, void *tape) { __enzyme_reverse_void((void *)update, enzyme_dup, x, dx, tape); }

int main(void) {
  struct tape_and_value first = __enzyme_augmentfwd_with_value((void *)curve, 2.0, 3.0);
  CHECK(first.value, sin(2) * exp(3));
  struct two d = __enzyme_reverse_two((void *)curve, 2.0, 3.0, 5.0, first.tape);
  CHECK(d.x, 5 * cos(2) * exp(3));
  CHECK(d.y, 5 * sin(2) * exp(3));

  /* A tape that is used twice. */
  void *twice = __enzyme_augmentfwd((void *)smooth, enzyme_noret, 2.0);
  CHECK(__enzyme_reverse((void *)smooth, enzyme_nofree, 2.0, 1.0, twice), cos(sin(2)) * cos(2));
  CHECK(__enzyme_reverse((void *)smooth, 2.0, 3.0, twice), 3 * cos(sin(2)) * cos(2));

  double x[2] = {1.2, 3.4}, dx[2] = {5.6, 7.8};
  void *tape = first_half(x, dx);
  CHECK(x[0], 1.2 + 3.4 * 3.4);
  x[0] = x[1] = 1e6;
  second_half(x, dx, tape);
  CHECK(dx[0], 5.6);
  CHECK(dx[1], 5.6 * 2 * 3.4 - 7.8);

  /* Memory for the tape. */
  double y[2] = {1.2, 3.4}, dy[2] = {5.6, 7.8};
  char memory[64];
  __enzyme_augmentfwd((void *)update, enzyme_dup, y, dy, enzyme_allocated, 64, enzyme_tape, memory);
  __enzyme_reverse_void((void *)update, enzyme_dup, y, dy, enzyme_allocated, 64, enzyme_tape, memory);
  CHECK(dy[1], 5.6 * 2 * 3.4 - 7.8);
  CHECK(__enzyme_augmentsize((void *)update, enzyme_dup) <= 64, 1);

  /* In a loop, after the memory has changed. */
  double w[4] = {1, 2, 0.5, 3}, dw[4] = {0};
  tape = __enzyme_augmentfwd((void *)walk, enzyme_noret, w, dw, 4);
  w[2] = 77;
  __enzyme_reverse_void((void *)walk, w, dw, 4, 1.0, tape);
  double v[4] = {1, 2, 0.5, 3}, h = 1e-6;
  for (int i = 0; i < 4; i++) {
    v[i] += h;
    double above = walk(v, 4);
    v[i] -= 2 * h;
    double below = walk(v, 4);
    v[i] += h;
    CHECK(fabs(dw[i] - (above - below) / (2 * h)) < 1e-7, 1);
  }
  return failures;
}
