/*
 * The gradient of determinant.c by hand, in one recursion: adds to d_matrix (n, n), and returns the determinant. (Who may leave the minors would
 * take a decomposition, for both.)
 */
static double minor(int n, const double *restrict matrix, int row, unsigned taken, double adjoint,
                    double *restrict d_matrix) {
  if (row == n)
    return 1.0;
  double sum = 0.0, sign = 1.0;
  for (int column = 0; column < n; column++)
    if (!(taken >> column & 1)) {
      double element = matrix[row * n + column], signed_adjoint = sign * adjoint;
      double below = minor(n, matrix, row + 1, taken | 1u << column, signed_adjoint * element, d_matrix);
      d_matrix[row * n + column] += signed_adjoint * below;
      sum += sign * element * below;
      sign = -sign;
    }
  return sum;
}

double determinant_gradient(int n, const double *restrict matrix, double *restrict d_matrix) {
  return minor(n, matrix, 0, 0, 1.0, d_matrix);
}
