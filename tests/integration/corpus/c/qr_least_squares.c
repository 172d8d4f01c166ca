// Least squares through Householder QR on variable-length arrays: a polynomial fitted to the inputs.
#include <math.h>
#include <string.h>

static double norm(int n, const double *v) {
  double s = 0.0;
  while (n-- > 0) s += v[n] * v[n];
  return sqrt(s);
}

static void householder(int rows, int columns, double a[rows][columns], double b[rows]) {
  for (int k = 0; k < columns; k++) {
    double v[rows];
    memset(v, 0, sizeof v);
    for (int i = k; i < rows; i++) v[i] = a[i][k];
    v[k] += copysign(norm(rows - k, v + k), v[k]);
    double scale = norm(rows - k, v + k);
    if (scale == 0.0) continue;
    for (int i = k; i < rows; i++) v[i] /= scale;
    for (int j = k; j < columns; j++) {
      double s = 0.0;
      for (int i = k; i < rows; i++) s += v[i] * a[i][j];
      for (int i = k; i < rows; i++) a[i][j] -= 2.0 * s * v[i];
    }
    double s = 0.0;
    for (int i = k; i < rows; i++) s += v[i] * b[i];
    for (int i = k; i < rows; i++) b[i] -= 2.0 * s * v[i];
  }
}

double objective(const double *x, int n) {
  enum { DEGREE = 3 };
  double a[n][DEGREE], b[n], c[DEGREE];
  for (int i = 0; i < n; i++) {
    double t = 0.25 * i + 0.05 * sin(x[i]), power = 1.0;
    for (int j = 0; j < DEGREE; j++, power *= t) a[i][j] = power;
    b[i] = x[i];
  }
  householder(n, DEGREE, a, b);
  for (int i = DEGREE - 1; i >= 0; i--) {
    c[i] = b[i];
    for (int j = i + 1; j < DEGREE; j++) c[i] -= a[i][j] * c[j];
    c[i] /= a[i][i];
  }
  double residual = 0.0;
  for (int i = DEGREE; i < n; i++) residual += b[i] * b[i];
  return residual + c[0] * c[1] - c[2];
}
