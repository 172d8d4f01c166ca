/* Structures that are passed and returned in registers. */
struct pair { float a, b; };
struct pair2 { double a, b; };
__attribute__((noinline)) static struct pair swap(struct pair p) { struct pair q = {p.b * p.b, p.a}; return q; }
__attribute__((noinline)) static struct pair2 swap2(struct pair2 p) { struct pair2 q = {p.b * p.b, p.a}; return q; }
double pair_in_register(double *x, int n) {
  struct pair p = {(float)x[0], (float)x[1]};
  struct pair2 r = {x[0], x[1]};
  p = swap(p);
  r = swap2(swap2(r));
  return p.a * p.b + p.b + r.a * r.b;
}
