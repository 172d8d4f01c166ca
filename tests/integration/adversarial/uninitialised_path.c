/* A variable without a value on some paths. */
double uninitialised_path(double *x, int n) {
  double last;
  int have = 0;
  double s = 0;
  for (int i = 0; i < n; i++) {
    if (have) s += last * x[i];
    if (x[i] > 0.8) { last = x[i] * x[i]; have = 1; }
  }
  return s;
}
