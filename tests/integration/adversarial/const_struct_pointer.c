/* A structure that holds the array, by value and by pointer. */
struct view { double *data; int n; };
__attribute__((noinline)) static double sum(const struct view *v) {
  double s = 0;
  for (int i = 0; i < v->n; i++) s += v->data[i] * v->data[i];
  return s;
}
__attribute__((noinline)) static void scale(struct view v, double a) { for (int i = 0; i < v.n; i++) v.data[i] *= a; }
double const_struct_pointer(double *x, int n) {
  struct view v = {x, n};
  scale(v, x[0]);
  return sum(&v);
}
