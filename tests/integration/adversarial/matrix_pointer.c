/* An array seen as rows of three. */
double matrix_pointer(double *x, int n) {
  double (*m)[3] = (double (*)[3])x;
  double det = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]);
  for (int i = 0; i < 3; i++) { double *row = m[i]; for (int j = 0; j < i; j++) { double t = row[j]; row[j] = m[j][i]; m[j][i] = t * t; } }
  for (int i = 0; i < 9; i++) det += x[i] * x[8 - i];
  return det;
}
