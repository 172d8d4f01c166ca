/* Arrays on the stack: of variable length, in loops, and reached through pointers to pointers. */
#include <alloca.h>

static double dot(double **rows, int n, int i, int j) {
  double sum = 0;
  for (int k = 0; k < n; k++) sum += rows[i][k] * rows[j][k];
  return sum;
}

double objective(const double *x, int n) {
  double sum = 0;
  for (int round = 1; round <= 3; round++) {
    double table[round + 1][n];
    double *rows[4];
    double **cursor = rows;
    for (int i = 0; i <= round; i++) {
      for (int k = 0; k < n; k++) table[i][k] = x[k] * (i + 1) + x[(k + i) % n] * x[k];
      *cursor++ = table[i];
    }
    double *smallest = rows[0];
    for (int i = 1; i <= round; i++)
      if (rows[i][1] < smallest[1]) smallest = rows[i];
    for (int i = 0; i < round; i++) sum += dot(rows, n, i, i + 1) * smallest[0];
    double *scratch = alloca(round * sizeof *scratch);
    for (int i = 0; i < round; i++) scratch[i] = sum * x[i];
    sum += scratch[round - 1];
  }
  return sum;
}
