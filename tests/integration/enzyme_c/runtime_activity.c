/* Memory of which only the addresses say whether it is active: one whose shadow is the memory itself takes no part. */
#include "check.h"
#include <string.h>

extern int enzyme_dup, enzyme_const, enzyme_width, enzyme_runtime_activity, enzyme_out;
void __enzyme_autodiff(void *, ...);
double __enzyme_autodiff_double(void *, ...);
double __enzyme_fwddiff(void *, ...);
void *__enzyme_augmentfwd(void *, ...);
void __enzyme_reverse(void *, ...);

__attribute__((noinline)) static double product(const double *p, int n) {
  double result = 1;
  for (int i = 0; i < n; i++)
    result *= p[i];
  return result;
}

double pick(int which, const double *x, const double *y) { return product(which ? x : y, 2); }

struct record { const double *values; double scale; };
double records(const double *x, const double *y, double scale) {
  struct record both[2] = {{x, scale}, {y, 3}}, copies[2];
  memcpy(copies, both, sizeof both);
  double sum = 0;
  for (int i = 0; i < 2; i++)
    sum += copies[i].scale * product(copies[i].values, 2);
  return sum;
}

/* Active values are stored in memory that takes no part. */
__attribute__((noinline)) static void square_all(double *to, const double *from, int n) {
  for (int i = 0; i < n; i++)
    to[i] = from[i] * from[i];
}
double through(double *work, const double *x, double *log) {
  square_all(work, x, 2);
  memcpy(log, work, 2 * sizeof(double));
  memset(log, 0, sizeof(double));
  return work[0] * x[1] + work[1];
}

double swapped(double **rows, int first) {
  double *one = rows[first], *other = rows[1 - first];
  one[0] *= other[1];
  return one[0] * one[1];
}

int main(void) {
  double x[2] = {2, 3}, dx[2] = {0}, y[2] = {5, 7};
  for (int which = 0; which < 2; which++) {
    dx[0] = dx[1] = 0;
    __enzyme_autodiff((void *)pick, enzyme_runtime_activity, enzyme_const, which, enzyme_dup, x, dx, enzyme_const, y);
    CHECK(dx[0], which ? 3 : 0);
    CHECK(dx[1], which ? 2 : 0);
    CHECK(y[0], 5);
    double one[2] = {1, 10};
    CHECK(__enzyme_fwddiff((void *)pick, enzyme_runtime_activity, enzyme_const, which, enzyme_dup, x, one, enzyme_dup, y, y),
          which ? 3 + 20 : 0);
  }

  dx[0] = dx[1] = 0;
  double dscale = __enzyme_autodiff_double((void *)records, enzyme_dup, x, dx, enzyme_const, y, enzyme_out, 4.0, enzyme_runtime_activity);
  CHECK(dscale, 6);
  CHECK(dx[0], 12);
  CHECK(dx[1], 8);
  double both[2] = {1, 1};
  CHECK(__enzyme_fwddiff((void *)records, enzyme_dup, x, both, enzyme_dup, y, y, enzyme_dup, 4.0, 1.0, enzyme_runtime_activity),
        4 * (3 + 2) + 6);
  CHECK(y[1], 7);

  /* Everything has a shadow of its own, then nothing but x. */
  double work[2], dwork[2] = {0}, log[2], dlog[2] = {10, 100};
  dx[0] = dx[1] = 0;
  __enzyme_autodiff((void *)through, enzyme_dup, work, dwork, enzyme_dup, x, dx, enzyme_dup, log, dlog, enzyme_runtime_activity);
  CHECK(dx[0], 4 * 3);
  CHECK(dx[1], 4 + 6 + 600);
  CHECK(log[0], 0);
  CHECK(log[1], 9);
  dx[0] = dx[1] = 0;
  __enzyme_autodiff((void *)through, enzyme_dup, work, work, enzyme_dup, x, dx, enzyme_const, log, enzyme_runtime_activity);
  CHECK(dx[0], 0);
  CHECK(dx[1], 4);
  CHECK(work[0], 4);
  CHECK(work[1], 9);
  CHECK(log[1], 9);
  double dlog1[2] = {5, 5};
  CHECK(__enzyme_fwddiff((void *)through, enzyme_dup, work, work, enzyme_dup, x, both, enzyme_dup, log, dlog1, enzyme_runtime_activity), 4);
  CHECK(work[1], 9);
  CHECK(dlog1[0], 0);
  CHECK(dlog1[1], 0);

  /* Pointers in memory, some of which are their own shadows. */
  double r0[2] = {2, 3}, r1[2] = {4, 5}, d0[2] = {0};
  double *rows[2] = {r0, r1}, *shadows[2] = {d0, r1};
  __enzyme_autodiff((void *)swapped, enzyme_dup, rows, shadows, enzyme_const, 0, enzyme_runtime_activity);
  CHECK(r0[0], 10);
  CHECK(d0[0], 5 * 3);
  CHECK(d0[1], 10);
  CHECK(r1[0], 4);
  CHECK(r1[1], 5);
  d0[0] = d0[1] = 0;
  r0[0] = 2;
  __enzyme_autodiff((void *)swapped, enzyme_dup, rows, shadows, enzyme_const, 1, enzyme_runtime_activity);
  CHECK(r1[0], 12);
  CHECK(d0[0], 0);
  CHECK(r0[1], 3);

  /* In several directions, each of which has a shadow or not; and in two halves. */
  double a[2] = {2, 3}, da[2] = {0}, b[2] = {5, 7}, db[2] = {0};
  __enzyme_autodiff((void *)pick, enzyme_width, 2, enzyme_const, 1, enzyme_dup, a, da, a, enzyme_dup, b, b, db, enzyme_runtime_activity);
  CHECK(da[0], 3);
  CHECK(da[1], 2);
  CHECK(a[0], 2);
  CHECK(db[0], 0);
  void *tape = __enzyme_augmentfwd((void *)pick, enzyme_runtime_activity, enzyme_const, 1, enzyme_dup, a, a, enzyme_dup, b, db);
  __enzyme_reverse((void *)pick, enzyme_runtime_activity, enzyme_const, 1, enzyme_dup, a, a, enzyme_dup, b, db, 1.0, tape);
  CHECK(a[0], 2);
  CHECK(a[1], 3);
  return failures;
}
