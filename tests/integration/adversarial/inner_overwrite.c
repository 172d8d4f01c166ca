/* The input is overwritten while it is still needed. */
double inner_overwrite(double *x, int n) {
  double t = 0, a = 1;
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < 3; j++) {
      t = x[i] * a;
      a = t * 0.5 + x[(i + j) % n];
      x[i] = a * t;
    }
  }
  return a * t;
}
