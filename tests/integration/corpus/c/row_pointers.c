/* A matrix as an array of pointers to rows; rows are swapped by their pointers (elimination with pivoting). */
#include <math.h>
#include <stdlib.h>

static double **make(int n) {
  double **rows = malloc(n * sizeof *rows);
  for (int i = 0; i < n; i++) rows[i] = calloc(n, sizeof **rows);
  return rows;
}

static void dispose(double **rows, int n) {
  for (int i = 0; i < n; i++) free(rows[i]);
  free(rows);
}

static double determinant(double **a, int n) {
  double product = 1;
  for (int k = 0; k < n; k++) {
    int pivot = k;
    for (int i = k + 1; i < n; i++)
      if (fabs(a[i][k]) > fabs(a[pivot][k])) pivot = i;
    if (pivot != k) {
      double *row = a[k];
      a[k] = a[pivot];
      a[pivot] = row;
      product = -product;
    }
    product *= a[k][k];
    for (int i = k + 1; i < n; i++) {
      double factor = a[i][k] / a[k][k];
      for (int j = k; j < n; j++) a[i][j] -= factor * a[k][j];
    }
  }
  return product;
}

double objective(const double *x, int n) {
  double **a = make(n);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) a[i][j] = sin((i + 1) * x[j]) + x[i] * j + (i == (j + 3) % n ? 2 : 0);
  double result = determinant(a, n);
  dispose(a, n);
  return result;
}
