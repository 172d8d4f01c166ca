/* A function whose only results are globals. */
static double total, last;
__attribute__((noinline)) static void add(double v) { total += v * v; last = v; }
double writes_globals(double *x, int n) {
  total = 0; last = 1;
  for (int i = 0; i < n; i++) { add(x[i] * last); }
  return total * last;
}
