// Pointers that a function only stores beside active memory: to memory that others fill with active values once they find it there, to constants, and to functions.
#include <stdlib.h>

struct slot {
  double *values, *others;
  void (*run)(struct slot *, double);
  struct slot *next;
};

__attribute__((noinline)) static void put(struct slot **list, double *values, double *others,
                                          void (*run)(struct slot *, double)) {
  struct slot *s = malloc(sizeof *s);
  *s = (struct slot){values, others, run, *list};
  *list = s;
}

__attribute__((noinline)) static void fill(struct slot *s, double by) {
  s->others[0] += s->values[0] * by;
  s->others[1] = s->values[1];
}

__attribute__((noinline)) static void scale(struct slot *s, double by) { s->values[0] *= by * s->others[1]; }

__attribute__((noinline)) static void put_all(struct slot **list, double *a, double *b, double *c) {
  put(list, a, b, fill);
  put(list, b, c, scale);
}

double objective(const double *x, int n) {
  double a[2] = {x[0], x[1] * x[2]}, b[2] = {1, 2}, c[2] = {3, 4}, unused[2] = {5, 6};
  struct slot *list = NULL, *next;
  put(&list, unused, c, n > 100 ? scale : fill);
  put_all(&list, a, b, c);
  put_all(&list, b, a, unused);
  double total = 0;
  for (; list; list = next) {
    next = list->next;
    list->run(list, x[3]);
    total = total * 0.5 + list->others[0];
    free(list);
  }
  return total + b[0] * b[1] + c[0] * unused[1];
}
