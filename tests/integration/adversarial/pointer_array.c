/* An array of pointers into the argument, written through. */
double pointer_array(double *x, int n) {
  double *rows[8];
  for (int i = 0; i < n; i++) rows[i] = x + (n - 1 - i);
  double s = 0;
  for (int i = 0; i < n; i++) { *rows[i] *= 1.0 + i; s += *rows[i] * x[i]; }
  return s;
}
