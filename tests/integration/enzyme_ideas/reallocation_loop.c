static double grows(double x, int n) {
  double *a = malloc(sizeof(double));
  a[0] = x;
  for (int i = 1; i < n; i++) { a = realloc(a, (i + 1) * sizeof(double)); a[i] = a[i - 1] * x; }
  double s = 0; for (int i = 0; i < n; i++) s += a[i];
  free(a);
  return s;
}
void check_reallocation_loop(void) { CHECK(__enzyme_autodiff((void *)grows, 2.0, 5), 1 + 4 + 12 + 32 + 80); CHECK(__enzyme_fwddiff((void *)grows, 2.0, 1.0, 5), 129); }
