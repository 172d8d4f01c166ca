/* Several directions with memory in all modes: containers, virtual functions, callbacks, split mode, derivatives of derivatives. */
#include "check.h"
#include <functional>
#include <memory>
#include <vector>

extern int enzyme_dup, enzyme_dupv, enzyme_dupnoneed, enzyme_const, enzyme_width, enzyme_primal_return, enzyme_out, enzyme_interleave;
template <typename R, typename... T> R __enzyme_autodiff(T...);
template <typename R, typename... T> R __enzyme_fwddiff(T...);
template <typename R, typename... T> R __enzyme_augmentfwd(T...);
template <typename R, typename... T> R __enzyme_reverse(T...);

struct two { double a, b; };
struct three { double a, b, c; };
struct tape_and_value { void *tape; double value; };

double polynomial(const double *c, double x) {
  std::vector<double> powers{1};
  for (int i = 0; i < 3; i++)
    powers.push_back(powers.back() * x);
  double sum = 0;
  for (int i = 0; i < 4; i++)
    sum += c[i] * powers[i];
  return sum;
}

struct shape {
  virtual double area(const double *x) const = 0;
  virtual ~shape() = default;
};
struct square : shape { double area(const double *x) const override { return x[0] * x[0]; } };
struct circle : shape { double area(const double *x) const override { return 3 * x[0] * x[1]; } };

double areas(const double *x) {
  std::vector<std::unique_ptr<shape>> shapes;
  shapes.push_back(std::make_unique<square>());
  shapes.push_back(std::make_unique<circle>());
  double sum = 0;
  for (auto &one : shapes)
    sum += one->area(x);
  return sum;
}

double matrix(double **rows, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    for (int j = 1; j < n; j++)
      rows[i][j] *= rows[i][j - 1];
    sum += rows[i][n - 1];
  }
  return sum;
}

double value_and_memory(double *x, double y) {
  *x *= y;
  return *x * y;
}

/* Derivatives of derivatives. */
double cube(const double *x) { return x[0] * x[0] * x[1]; }
void both_gradients(const double *x, double *g) {
  g[0] = g[1] = g[2] = g[3] = 0;
  double s[2] = {0, 0};
  __enzyme_autodiff<void>((void *)cube, enzyme_width, 2, enzyme_dup, x, g, s);
  g[2] = s[0] * 2;
  g[3] = s[1] * 2;
}

int main() {
  double c[4] = {1, 2, 3, 4}, dc[2][4] = {};
  two d = __enzyme_autodiff<two>((void *)polynomial, enzyme_width, 2, enzyme_dup, c, dc[0], dc[1], enzyme_out, 2.0);
  CHECK(d.a, 2 + 12 + 48);
  CHECK(d.b, 2 + 12 + 48);
  CHECK(dc[0][3], 8);
  CHECK(dc[1][1], 2);

  three p = __enzyme_autodiff<three>((void *)polynomial, enzyme_primal_return, enzyme_width, 2, enzyme_dupv, sizeof(dc[0]), c, dc, enzyme_out, 1.0);
  CHECK(p.a, 10);
  CHECK(p.b, 20);
  CHECK(p.c, 20);
  CHECK(dc[0][3], 9);

  double t0[4] = {1, 0, 0, 0}, t1[4] = {0, 0, 0, 1};
  d = __enzyme_fwddiff<two>((void *)polynomial, enzyme_width, 2, enzyme_dup, c, t0, t1, enzyme_dup, 2.0, 0.0, 1.0);
  CHECK(d.a, 1);
  CHECK(d.b, 8 + 2 + 12 + 48);

  double x[2] = {2, 3}, dx[2][2] = {};
  __enzyme_autodiff<void>((void *)areas, enzyme_width, 2, enzyme_dup, x, dx[0], dx[1]);
  for (auto &row : dx) {
    CHECK(row[0], 4 + 9);
    CHECK(row[1], 6);
  }
  d = __enzyme_fwddiff<two>((void *)areas, enzyme_width, 2, enzyme_dup, x, dx[0], dx[1]);
  CHECK(d.a, 13 * 13 + 36);
  d = __enzyme_fwddiff<two>((void *)areas, enzyme_width, 2, x, enzyme_interleave, dx[0], dx[1]);
  CHECK(d.a, 13 * 13 + 36);

  double r0[2] = {2, 3}, r1[2] = {4, 5}, a0[2] = {}, a1[2] = {}, b0[2] = {}, b1[2] = {};
  double *rows[2] = {r0, r1}, *a[2] = {a0, a1}, *b[2] = {b0, b1};
  __enzyme_autodiff<void>((void *)matrix, enzyme_width, 2, enzyme_dup, rows, a, b, enzyme_const, 2);
  CHECK(r0[1], 6);
  CHECK(a0[0], 3);
  CHECK(a0[1], 2);
  CHECK(b1[0], 5);
  CHECK(b1[1], 4);

  /* In two halves, with a tape. */
  double v = 3, dv[2] = {10, 20};
  auto first = __enzyme_augmentfwd<tape_and_value>((void *)value_and_memory, enzyme_width, 2, enzyme_dup, &v, &dv[0], &dv[1], enzyme_out, 2.0);
  CHECK(v, 6);
  CHECK(first.value, 12);
  v = 1e9;
  d = __enzyme_reverse<two>((void *)value_and_memory, enzyme_width, 2, enzyme_dup, &v, &dv[0], &dv[1], enzyme_out, 2.0, 1.0, first.tape);
  CHECK(dv[0], (10 + 2) * 2);
  CHECK(dv[1], (20 + 2) * 2);
  CHECK(d.a, 6 + 12 * 3);
  CHECK(d.b, 6 + 22 * 3);

  double g[4], h[4] = {}, dh[4] = {1, 0, 1, 0}, e[2] = {}, dir[2] = {1, 0};
  __enzyme_autodiff<void>((void *)both_gradients, enzyme_dup, x, e, enzyme_dup, h, dh);
  CHECK(h[0], 12);
  CHECK(h[3], 8);
  CHECK(e[0], 3 * 2 * 3);
  CHECK(e[1], 3 * 2 * 2);
  double e0[2] = {}, e1[2] = {}, k0[4] = {1, 0, 0, 0}, k1[4] = {0, 0, 0, 1};
  __enzyme_autodiff<void>((void *)both_gradients, enzyme_width, 2, enzyme_dup, x, e0, e1, enzyme_dup, g, k0, k1);
  CHECK(e0[0], 6);
  CHECK(e0[1], 4);
  CHECK(e1[0], 8);
  CHECK(e1[1], 0);
  double f0[4] = {}, f1[4] = {}, other[2] = {0, 1};
  __enzyme_fwddiff<void>((void *)both_gradients, enzyme_width, 2, enzyme_dup, x, dir, other, enzyme_dup, g, f0, f1);
  CHECK(f0[0], 6);
  CHECK(f1[0], 4);
  CHECK(f0[3], 8);
  return failures;
}
