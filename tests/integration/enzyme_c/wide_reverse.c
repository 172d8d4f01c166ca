/* Reverse mode in several directions at once, with memory: a shadow per direction. */
#include "check.h"
#include <stdlib.h>

extern int enzyme_dup, enzyme_dupv, enzyme_out, enzyme_const, enzyme_width, enzyme_primal_return;

struct two { double a, b; };
struct three { double a, b, c; };
void __enzyme_autodiff(void *, ...);
struct two __enzyme_autodiff_two(void *, ...);
struct three __enzyme_autodiff_value_and_two(void *, ...);

/* The function changes its memory: it has to run once. */
void transform(double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i % 2] += x[i] * x[i] * (i + 1);
  x[0] *= x[1];
}

/* Memory of its own, of a size that only the program knows. */
double through_memory(const double *x, int n) {
  double *squares = malloc(n * sizeof(double));
  for (int i = 0; i < n; i++)
    squares[i] = x[i] * x[i];
  double sum = 0;
  for (int i = 1; i < n; i++)
    sum += squares[i] * squares[i - 1];
  free(squares);
  return sum;
}

struct node { double value; struct node *next; };
static double product(const struct node *list) {
  double result = 1;
  for (; list; list = list->next)
    result *= list->value;
  return result;
}

static double power(const double *x, int n) { return n ? *x * power(x, n - 1) : 1; }

static double factor = 3;
static void scaled(const double *x, double *y) {
  static double state[2];
  state[0] = x[0] * factor;
  state[1] = state[0] * x[1];
  y[0] = state[0];
  y[1] = state[1];
}

int main(void) {
  double x[3] = {1, 2, 3}, y[2] = {0, 0};
  double dx[2][3] = {{0}}, dy[2][2] = {{1, 0}, {0, 1}};
  __enzyme_autodiff((void *)transform, enzyme_width, 2, enzyme_dup, x, dx[0], dx[1], enzyme_dup, y, dy[0], dy[1],
                    enzyme_const, 3);
  CHECK(x[0], 2);
  CHECK(y[0], 1 + 27);
  CHECK(dx[0][0], 2);
  CHECK(dx[0][1], 0);
  CHECK(dx[0][2], 18);
  CHECK(dx[1][0], 0);
  CHECK(dx[1][1], 8);
  CHECK(dx[1][2], 0);
  CHECK(dy[0][0], 1);
  CHECK(dy[1][1], 1);

  /* One array of shadows; the seed of the result is 1 in each direction. */
  double z[3] = {1, 2, 3}, dz[3][3] = {{0}, {1, 1, 1}, {0}};
  __enzyme_autodiff((void *)through_memory, enzyme_width, 3, enzyme_dupv, sizeof(dz[0]), z, dz, enzyme_const, 3);
  for (int k = 0; k < 3; k++) {
    CHECK(dz[k][0], 2 * 4 + (k == 1));
    CHECK(dz[k][1], 4 * (1 + 9) + (k == 1));
    CHECK(dz[k][2], 6 * 4 + (k == 1));
  }

  struct node last = {5, NULL}, first = {2, &last};
  struct node dlast[2] = {{0, NULL}, {10, NULL}}, dfirst[2] = {{0, &dlast[0]}, {20, &dlast[1]}};
  __enzyme_autodiff((void *)product, enzyme_width, 2, enzyme_dup, &first, &dfirst[0], &dfirst[1]);
  CHECK(dfirst[0].value, 5);
  CHECK(dlast[0].value, 2);
  CHECK(dfirst[1].value, 25);
  CHECK(dlast[1].value, 12);

  double w = 2, dw[2] = {0, 100};
  __enzyme_autodiff((void *)power, enzyme_width, 2, enzyme_dup, &w, &dw[0], &dw[1], enzyme_const, 4);
  CHECK(dw[0], 32);
  CHECK(dw[1], 132);

  double v[2] = {2, 5}, dv[2][2] = {{0}}, u[2], du[2][2] = {{1, 0}, {0, 1}};
  __enzyme_autodiff((void *)scaled, enzyme_width, 2, enzyme_dup, v, dv[0], dv[1], enzyme_dup, u, du[0], du[1]);
  CHECK(dv[0][0], 3);
  CHECK(dv[0][1], 0);
  CHECK(dv[1][0], 15);
  CHECK(dv[1][1], 6);
  return failures;
}
