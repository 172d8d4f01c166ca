/* Forward mode after the first half of reverse mode, of functions with memory: what they have read is on the tape. */
#include "check.h"
#include <stdlib.h>

extern int enzyme_dup, enzyme_const, enzyme_noret, enzyme_nofree, enzyme_tape, enzyme_allocated, enzyme_width, enzyme_primal_return;
void *__enzyme_augmentfwd(void *, ...);
double __enzyme_fwdsplit(void *, ...);
void __enzyme_fwdsplit_nothing(void *, ...);
void __enzyme_reverse(void *, ...);
struct two { double value, tangent; };
struct two __enzyme_fwdsplit_two(void *, ...);

#define NOWHERE ((double *)0)

/* Reads what it writes. */
double sums(double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    sum += x[i] * x[i];
    x[i] = sum;
  }
  return sum;
}

void test_overwritten(void) {
  double x[3] = {1, 2, 3}, dx[3] = {1, 10, 100};
  void *tape = __enzyme_augmentfwd((void *)sums, enzyme_noret, enzyme_dup, x, NOWHERE, enzyme_const, 3);
  CHECK(x[2], 14);
  CHECK(__enzyme_fwdsplit((void *)sums, enzyme_dup, NOWHERE, dx, enzyme_const, 3, tape), 642);
  CHECK(dx[0], 2);
  CHECK(dx[1], 42);
  CHECK(dx[2], 642);
  CHECK(x[2], 14);
  double y[3] = {1, 2, 3}, dy[3] = {0, 1, 0};
  tape = __enzyme_augmentfwd((void *)sums, enzyme_noret, enzyme_dup, y, NOWHERE, enzyme_const, 3);
  struct two both = __enzyme_fwdsplit_two((void *)sums, enzyme_primal_return, enzyme_dup, NOWHERE, dy, enzyme_const, 3, tape);
  CHECK(both.value, 14);
  CHECK(both.tangent, 4);
}

/* Memory of its own, calls, and branches on numbers in memory. */
__attribute__((noinline)) double power(const double *x, const int *k) {
  int less = *k - 1;
  return *k == 0 ? 1 : *x * power(x, &less);
}

void products(const double *x, double *y, int n, int *exponent) {
  double *powers = malloc(n * sizeof *powers);
  for (int i = 0; i < n; i++)
    powers[i] = x[i] < 50 ? power(&x[i], exponent) : 1e9;
  for (int i = 0; i < n; i++)
    y[i] = powers[i] * powers[n - 1 - i];
  free(powers);
  *exponent = 17;
}

void test_calls(void) {
  double x[3] = {1, 2, 3}, dx[3] = {1, 10, 100}, y[3], dy[3];
  int exponent = 3;
  void *place;
  __enzyme_augmentfwd((void *)products, enzyme_allocated, 8, enzyme_tape, &place, enzyme_dup, x, NOWHERE, enzyme_dup, y, NOWHERE, enzyme_const, 3,
                      enzyme_const, &exponent);
  CHECK(y[0], 27);
  CHECK(y[1], 64);
  x[0] = x[1] = x[2] = 77;
  __enzyme_fwdsplit_nothing((void *)products, enzyme_nofree, enzyme_allocated, 8, enzyme_tape, &place, NOWHERE, dx, NOWHERE, dy, enzyme_const, 3,
                            enzyme_const, &exponent);
  CHECK(dy[0], 3 * 27 + 27 * 100.);
  CHECK(dy[1], 6 * 32 * 10);
  double a[3] = {0, 1, 0}, b[3] = {1, 0, 0}, da[3], db[3];
  __enzyme_fwdsplit_nothing((void *)products, enzyme_width, 2, enzyme_allocated, 8, enzyme_tape, &place, NOWHERE, a, b, NOWHERE, da, db, enzyme_const, 3,
                            enzyme_const, &exponent);
  CHECK(da[0], 0);
  CHECK(da[1], 192);
  CHECK(db[0], 81);
  CHECK(db[2], 81);
}

/* Lists, structures, globals, single precision. */
struct node { float weight; double value; struct node *next; };
static double factor;

double total(const struct node *list) {
  factor = list->value;
  double sum = 0;
  for (; list; list = list->next)
    sum += list->weight * list->value * factor;
  factor = 0;
  return sum;
}

void test_list(void) {
  struct node third = {5, 4, 0}, second = {0.5f, 3, &third}, first = {2, 1.5, &second};
  struct node d3 = {0, 10, 0}, d2 = {1, 0, &d3}, d1 = {0, 1, &d2};
  void *tape = __enzyme_augmentfwd((void *)total, enzyme_noret, enzyme_dup, &first, NOWHERE);
  first.next = 0;
  first.value = 1e9;
  CHECK(__enzyme_fwdsplit((void *)total, enzyme_dup, NOWHERE, &d1, tape), 24.5 + 1.5 * (2 + 3 + 50));
}

/* One tape for both modes. */
void scale(double *x, double *y) {
  *y = *x * *x;
  *x = sin(*y);
}

void test_both(void) {
  double x = 3, dx = 0, y, dy = 1;
  void *tape = __enzyme_augmentfwd((void *)scale, enzyme_dup, &x, &dx, enzyme_dup, &y, &dy);
  x = y = 77;
  double tx = 1, ty = 0;
  __enzyme_fwdsplit_nothing((void *)scale, enzyme_nofree, enzyme_dup, NOWHERE, &tx, enzyme_dup, NOWHERE, &ty, tape);
  CHECK(tx, 6 * cos(9));
  CHECK(ty, 6);
  __enzyme_reverse((void *)scale, enzyme_dup, &x, &dx, enzyme_dup, &y, &dy, tape);
  CHECK(dx, 6);
}

/* The tangents of globals begin at zero. */
static double state;
double steps(const double *x) {
  double before = state;
  state = before + *x;
  return state * state;
}

void test_global(void) {
  double x = 2, dx = 1;
  for (int i = 1; i <= 3; i++) {
    void *tape = __enzyme_augmentfwd((void *)steps, enzyme_noret, enzyme_dup, &x, NOWHERE);
    CHECK(__enzyme_fwdsplit((void *)steps, enzyme_dup, NOWHERE, &dx, tape), 2 * 2 * i);
  }
}

int main(void) {
  test_global();
  test_overwritten();
  test_calls();
  test_list();
  test_both();
  return failures;
}
