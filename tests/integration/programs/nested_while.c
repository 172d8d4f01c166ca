/* Data-dependent loops inside a counted loop, with a break out of the inner one. */
double nested_while(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double t = x[i];
    int k = 0;
    while (t < 3.0) {
      t = t * t + 0.3;
      if (++k > 6)
        break;
    }
    sum += t * (k + 1);
  }
  return sum;
}
