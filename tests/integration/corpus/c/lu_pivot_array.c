// LU factorisation in one flat array with a permutation vector; determinant and two solves.
#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define AT(m, i, j) ((m)->a[(size_t)(i) * (m)->n + (j)])

typedef struct matrix {
  int n;
  double *a;
  int *pivot;
  int sign;
} matrix;

static matrix *factor(int n, double (*entry)(int, int, const double *), const double *data) {
  matrix *m = malloc(sizeof *m);
  *m = (matrix){.n = n, .a = malloc(sizeof(double) * n * n), .pivot = malloc(sizeof(int) * n), .sign = 1};
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) AT(m, i, j) = entry(i, j, data);
  for (int k = 0; k < n; k++) {
    int best = k;
    for (int i = k; i < n; i++)
      if (fabs(AT(m, i, k)) > fabs(AT(m, best, k))) best = i;
    m->pivot[k] = best;
    if (best != k) {
      m->sign = -m->sign;
      for (int j = 0; j < n; j++) {
        double t = AT(m, k, j);
        AT(m, k, j) = AT(m, best, j);
        AT(m, best, j) = t;
      }
    }
    for (int i = k + 1; i < n; i++) {
      AT(m, i, k) /= AT(m, k, k);
      for (int j = k + 1; j < n; j++) AT(m, i, j) -= AT(m, i, k) * AT(m, k, j);
    }
  }
  return m;
}

static void solve(const matrix *m, double *b) {
  int n = m->n;
  for (int k = 0; k < n; k++) {
    int p = m->pivot[k];
    double t = b[k];
    b[k] = b[p];
    b[p] = t;
  }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++) b[i] -= AT(m, i, j) * b[j];
  for (int i = n; i-- > 0;) {
    for (int j = i + 1; j < n; j++) b[i] -= AT(m, i, j) * b[j];
    b[i] /= AT(m, i, i);
  }
}

static double entry(int i, int j, const double *x) {
  return cos(x[i] * (j + 1)) + (i == (j + 1) % 4 ? 3.0 : 0.0);
}

double objective(const double *x, int n) {
  enum { SIZE = 4 };
  assert(n >= SIZE);
  matrix *m = factor(SIZE, entry, x);
  double b[SIZE], determinant = m->sign;
  for (int i = 0; i < SIZE; i++) {
    determinant *= AT(m, i, i);
    b[i] = x[n - 1 - i];
  }
  solve(m, b);
  solve(m, b);
  free(m->a);
  free(m->pivot);
  free(m);
  return log(fabs(determinant)) + b[0] * b[1] + b[2] - b[3];
}
