/* A function that returns a pointer into its argument. */
__attribute__((noinline)) static double *largest(double *x, int n) {
  double *best = x;
  for (int i = 1; i < n; i++) if (x[i] > *best) best = x + i;
  return best;
}
double returned_pointer(double *x, int n) {
  double *p = largest(x, n);
  *p = *p * *p;
  double *q = largest(x, n - 1);
  return *q * 3 + *p * x[0];
}
