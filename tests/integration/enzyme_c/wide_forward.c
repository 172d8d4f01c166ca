/* Forward mode in several directions at once. */
#include "check.h"

extern int enzyme_dup, enzyme_dupv, enzyme_const, enzyme_width, enzyme_vector, enzyme_primal_return;

struct two { double a, b; };
struct three { double a, b, c; };
struct two __enzyme_fwddiff_two(void *, ...);
struct three __enzyme_fwddiff_three(void *, ...);
struct three __enzyme_fwddiff_value_and_two(void *, ...);
void __enzyme_fwddiff_void(void *, ...);

double square(double x) { return x * x; }
double product(double x, double y) { return x * y; }
double in_place(double *x, int n) {
  for (int i = 0; i < n; i++)
    x[i] *= x[i];
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += x[i] * (i + 1);
  return sum;
}
void doubled(const double *x, double *y) { *y += 2 * *x; }

int main(void) {
  struct three d = __enzyme_fwddiff_three((void *)square, enzyme_width, 3, enzyme_dup, 3.0, 1.0, 2.0, 3.0);
  CHECK(d.a, 6);
  CHECK(d.b, 12);
  CHECK(d.c, 18);
  struct two e = __enzyme_fwddiff_two((void *)product, enzyme_width, 2, enzyme_dup, 3.0, 1.0, 0.0, enzyme_dup, 5.0, 0.0, 1.0);
  CHECK(e.a, 5);
  CHECK(e.b, 3);
  struct three f = __enzyme_fwddiff_value_and_two((void *)product, enzyme_primal_return, enzyme_width, 2, 3.0, 1.0, 0.0, 5.0, 0.0, 1.0);
  CHECK(f.a, 15);
  CHECK(f.b, 5);
  CHECK(f.c, 3);

  /* The shadows of memory are apart, and the function runs once. */
  double x[2] = {2, 3}, d0[2] = {1, 0}, d1[2] = {0, 1};
  e = __enzyme_fwddiff_two((void *)in_place, enzyme_width, 2, enzyme_dup, x, d0, d1, enzyme_const, 2);
  CHECK(x[0], 4);
  CHECK(x[1], 9);
  CHECK(d0[0], 4);
  CHECK(d1[1], 6);
  CHECK(e.a, 4);
  CHECK(e.b, 12);

  /* One array of shadows, so many bytes apart. */
  double y[2] = {2, 3}, all[3][2] = {{1, 0}, {0, 1}, {1, 1}};
  d = __enzyme_fwddiff_three((void *)in_place, enzyme_width, 3, enzyme_dupv, sizeof(all[0]), y, all, enzyme_const, 2);
  CHECK(d.a, 4);
  CHECK(d.b, 12);
  CHECK(d.c, 16);
  CHECK(all[2][1], 6);

  double z = 1, z0 = 1, z1 = 10, w = 5, w0 = 0, w1 = 0;
  __enzyme_fwddiff_void((void *)doubled, enzyme_width, 2, enzyme_dup, &z, &z0, &z1, enzyme_dup, &w, &w0, &w1);
  CHECK(w, 7);
  CHECK(w0, 2);
  CHECK(w1, 20);
  return failures;
}
