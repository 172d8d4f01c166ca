// Conjugate gradients on a sparse matrix in compressed rows; early exit on convergence, goto for errors.
#include <math.h>
#include <stdlib.h>

struct csr {
  int rows;
  int *start, *column;
  double *value;
};

static void apply(const struct csr *m, const double *restrict v, double *restrict out) {
  for (int i = 0; i < m->rows; i++) {
    double s = 0.0;
    for (int k = m->start[i]; k < m->start[i + 1]; k++) s += m->value[k] * v[m->column[k]];
    out[i] = s;
  }
}

static double dot(int n, const double *a, const double *b) {
  double s = 0.0;
  for (int i = 0; i < n; i++) s += a[i] * b[i];
  return s;
}

static int solve(const struct csr *m, const double *b, double *x, int iterations) {
  int status = -1, n = m->rows;
  double *r = NULL, *p = NULL, *ap = NULL;
  if (!(r = malloc(n * sizeof *r))) goto done;
  if (!(p = malloc(n * sizeof *p))) goto done;
  if (!(ap = calloc(n, sizeof *ap))) goto done;
  for (int i = 0; i < n; i++) {
    x[i] = 0.0;
    p[i] = r[i] = b[i];
  }
  double rr = dot(n, r, r);
  for (int k = 0; k < iterations; k++) {
    apply(m, p, ap);
    double alpha = rr / dot(n, p, ap);
    for (int i = 0; i < n; i++) {
      x[i] += alpha * p[i];
      r[i] -= alpha * ap[i];
    }
    double next = dot(n, r, r);
    if (next < 1e-26) {
      status = k;
      goto done;
    }
    double beta = next / rr;
    for (int i = 0; i < n; i++) p[i] = r[i] + beta * p[i];
    rr = next;
  }
  status = iterations;
done:
  free(r);
  free(p);
  free(ap);
  return status;
}

double objective(const double *x, int n) {
  struct csr m = {n, malloc((n + 1) * sizeof(int)), malloc(3 * n * sizeof(int)), malloc(3 * n * sizeof(double))};
  double *u = malloc(n * sizeof *u);
  int k = 0;
  for (int i = 0; i < n; i++) {
    m.start[i] = k;
    for (int j = i - 1; j <= i + 1; j++)
      if (j >= 0 && j < n) {
        m.column[k] = j;
        m.value[k++] = i == j ? 4.0 + x[i] * x[i] : -1.0;
      }
  }
  m.start[n] = k;
  double value = -1.0;
  if (solve(&m, x, u, 6) >= 0) value = dot(n, x, u);
  free(m.start);
  free(m.column);
  free(m.value);
  free(u);
  return value;
}
