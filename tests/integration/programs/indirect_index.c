/* Gather and scatter through an array of indices; some are repeated. */
void indirect_index(const double *x, const int *index, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[index[i]] += x[i] * x[index[n - 1 - i]];
  for (int i = 0; i < n; i++)
    y[i] *= y[index[i]];
}
