/* Loops with a step, downwards, and with an unsigned counter. */
double strided_loop(double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i += 3)
    x[i] = x[i] * x[i] + 1.0;
  for (int i = n - 1; i >= 2; i -= 2)
    sum += x[i] * x[i - 1];
  for (unsigned i = (unsigned)n; i-- > 0;)
    sum = 0.9 * sum + x[i];
  return sum;
}
