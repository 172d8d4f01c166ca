/* A callee moves the caller's pointer, and writes through it. */
__attribute__((noinline)) static void advance(double **p) { **p = **p * **p; (*p)++; }
double pointer_to_pointer(double *x, int n) {
  double *p = x, **q = &p;
  for (int i = 0; i < n; i++) advance(q);
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * (i + 1);
  return s;
}
