/* A pointer and a length, returned as one structure. */
struct span { double *data; long n; };
__attribute__((noinline)) static struct span make(double *p, long n) { struct span s = {p, n}; return s; }
double span_returned(double *x, int n) {
  struct span s = make(x, n);
  double sum = 0;
  for (long i = 0; i < s.n; i++) sum += s.data[i] * s.data[i];
  return sum;
}
