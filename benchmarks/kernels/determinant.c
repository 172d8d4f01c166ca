/* The determinant of a matrix (n, n), by its minors: exponential on purpose, a recursion with little work in each call. */

/* The minor of the rows from `row` on, and of the columns that are not in the set `taken`. */
static double minor(int n, const double *matrix, int row, unsigned taken) {
  if (row == n)
    return 1.0;
  double sum = 0.0, sign = 1.0;
  for (int column = 0; column < n; column++)
    if (!(taken >> column & 1)) {
      sum += sign * matrix[row * n + column] * minor(n, matrix, row + 1, taken | 1u << column);
      sign = -sign;
    }
  return sum;
}

double determinant_objective(int n, const double *matrix) { return minor(n, matrix, 0, 0); }
