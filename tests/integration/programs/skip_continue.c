/* Iterations that are skipped, by index and by value. */
double skip_continue(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    if (i % 3 == 1)
      continue;
    if (x[i] > 1.2)
      continue;
    sum += x[i] * x[i] * (i + 1);
  }
  return sum;
}
