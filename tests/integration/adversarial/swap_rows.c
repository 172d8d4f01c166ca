/* Two buffers that change places. */
static void swap(double **a, double **b) { double *t = *a; *a = *b; *b = t; }
double swap_rows(double *x, int n) {
  double buffer[8];
  double *now = x, *next = buffer;
  for (int t = 0; t < 3; t++) {
    next[0] = now[0]; next[n - 1] = now[n - 1];
    for (int i = 1; i < n - 1; i++) next[i] = now[i - 1] * now[i + 1] + now[i];
    swap(&now, &next);
  }
  double s = 0;
  for (int i = 0; i < n; i++) s += now[i] * (i + 1);
  return s;
}
