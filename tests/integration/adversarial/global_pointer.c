/* A global that points to the argument. */
static double *work;
__attribute__((noinline)) static void set(double *p) { work = p; }
__attribute__((noinline)) static double use(int i) { return work[i] * work[i]; }
double global_pointer(double *x, int n) {
  set(x);
  double sum = 0;
  for (int i = 0; i < n; i++) sum += use(i);
  return sum;
}
