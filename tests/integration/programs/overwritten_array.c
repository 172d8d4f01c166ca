/* An array is overwritten twice: the reverse sweep must restore what each product saw. */
double overwritten_array(double *x, int n) {
  for (int i = 0; i < n; i++)
    x[i] = x[i] * x[i];
  for (int i = 0; i < n; i++)
    x[i] = x[i] * x[n - 1 - i];
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += x[i];
  return sum;
}
