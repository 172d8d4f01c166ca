/* A structure that a loop hands through a function. */
struct state { double a, b; int k; };
__attribute__((noinline)) static struct state next(struct state s, double x) {
  struct state r = {s.a * x + s.b, s.b - x * s.a, s.k + 1};
  return r;
}
double loop_carried_struct(double *x, int n) {
  struct state s = {1.0, x[0], 0};
  for (int i = 0; i < n; i++) s = next(s, x[i]);
  return s.a * s.b + s.k * s.a;
}
