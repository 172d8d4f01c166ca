/* Quicksort. */
static void quick(double *x, int lo, int hi) {
  if (lo >= hi) return;
  double pivot = x[hi]; int k = lo;
  for (int i = lo; i < hi; i++) if (x[i] < pivot) { double t = x[i]; x[i] = x[k]; x[k] = t; k++; }
  double t = x[k]; x[k] = x[hi]; x[hi] = t;
  quick(x, lo, k - 1); quick(x, k + 1, hi);
}
double recursion_array(double *x, int n) {
  quick(x, 0, n - 1);
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * (i + 1) * (i + 1);
  return s;
}
