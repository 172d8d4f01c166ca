/* Sums the k smallest of an array that is sorted in place; which that are depends on the values. */
static void order(float *a, int n) {
  for (int i = 1; i < n; i++)
    for (int j = i; j > 0 && a[j] < a[j - 1]; j--) {
      float t = a[j]; a[j] = a[j - 1]; a[j - 1] = t;
    }
}
static float smallest_sum(float *a, int n, int k) {
  order(a, n);
  float s = 0;
  for (int i = 0; i < k; i++) s += a[i] * a[i];
  return s;
}
void check_insertion_sort(void) {
  float a[6] = {3, -1, 4, 2, 9, -5}, d[6] = {0};
  float __enzyme_autodiff_f(void *, ...);
  __enzyme_autodiff((void *)smallest_sum, enzyme_dup, a, d, enzyme_const, 6, enzyme_const, 3);
  CHECK(d[1], -2); CHECK(d[5], -10); CHECK(d[3], 4); CHECK(d[0], 0);
}
