// Gaussian elimination with partial pivoting through an array of row pointers.
// X: 0.1 2.0 -1.0 3.0 0.5 1.5 1.0 -0.7 0.2 1.0 2.0 3.0
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N = 3 };

static int solve(double *row[N], double x[N], char *message, size_t size) {
  for (int k = 0; k < N; k++) {
    int best = k;
    for (int i = k + 1; i < N; i++)
      if (fabs(row[i][k]) > fabs(row[best][k])) best = i;
    if (row[best][k] == 0.0) {
      snprintf(message, size, "singular at column %d (%g)", k, row[best][k]);
      return -1;
    }
    double *t = row[k];
    row[k] = row[best];
    row[best] = t;
    for (int i = k + 1; i < N; i++) {
      double factor = row[i][k] / row[k][k];
      for (int j = k; j <= N; j++) row[i][j] -= factor * row[k][j];
    }
  }
  for (int i = N - 1; i >= 0; i--) {
    x[i] = row[i][N];
    for (int j = i + 1; j < N; j++) x[i] -= row[i][j] * x[j];
    x[i] /= row[i][i];
  }
  snprintf(message, size, "ok");
  return 0;
}

double objective(const double *x, int n) {
  double storage[N][N + 1], solution[N], *row[N];
  char message[64];
  for (int i = 0; i < N; i++) {
    for (int j = 0; j < N; j++) storage[i][j] = x[i * N + j];
    storage[i][N] = x[n - N + i];
    row[i] = storage[i];
  }
  if (solve(row, solution, message, sizeof message) != 0) return NAN;
  double sum = strcmp(message, "ok") == 0 ? 0.0 : 100.0;
  for (int i = 0; i < N; i++) sum += (i + 1) * solution[i] * solution[i];
  return sum;
}
