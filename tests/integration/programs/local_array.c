/* A local array that is filled, changed and read. */
double local_array(const double *x, int n) {
  double window[8];
  for (int i = 0; i < 8; i++)
    window[i] = x[i % n];
  for (int i = 1; i < 8; i++)
    window[i] = window[i] * window[i - 1] + 0.5;
  double sum = 0.0;
  for (int i = 0; i < 8; i++)
    sum += window[i] * (i + 1);
  return sum;
}
