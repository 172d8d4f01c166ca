/* The maximum so far, and the place where it is. */
double running_maximum(const double *x, double *y, int n) {
  int where = 0;
  for (int i = 0; i < n; i++) {
    if (x[i] > x[where])
      where = i;
    y[i] = x[where] * x[i];
  }
  return x[where] * where;
}
