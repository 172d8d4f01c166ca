// Polynomials as headers with a flexible array of coefficients; products and compositions make new ones.
// X: 0.4 -1.2 0.7 0.3 0.9
#include <stdlib.h>
#include <string.h>

struct polynomial {
  int degree;
  short references;
  double coefficient[];
};

static struct polynomial *make(int degree) {
  struct polynomial *p = malloc(sizeof(struct polynomial) + (degree + 1) * sizeof(double));
  p->degree = degree;
  p->references = 1;
  memset(p->coefficient, 0, (degree + 1) * sizeof(double));
  return p;
}

static void release(struct polynomial *p) {
  if (--p->references == 0) free(p);
}

static struct polynomial *product(const struct polynomial *a, const struct polynomial *b) {
  struct polynomial *r = make(a->degree + b->degree);
  for (int i = 0; i <= a->degree; i++)
    for (int j = 0; j <= b->degree; j++) r->coefficient[i + j] += a->coefficient[i] * b->coefficient[j];
  return r;
}

static struct polynomial *compose(const struct polynomial *a, struct polynomial *b) {
  struct polynomial *r = make(0);
  r->coefficient[0] = a->coefficient[a->degree];
  for (int i = a->degree - 1; i >= 0; i--) {
    struct polynomial *t = product(r, b);
    release(r);
    t->coefficient[0] += a->coefficient[i];
    r = t;
  }
  return r;
}

double objective(const double *x, int n) {
  struct polynomial *p = make(2), *q = make(n - 3);
  for (int i = 0; i <= p->degree; i++) p->coefficient[i] = x[i];
  for (int i = 0; i <= q->degree; i++) q->coefficient[i] = x[2 + i] * x[i];
  struct polynomial *r = compose(p, q), *s = product(r, r);
  double at = 0.0;
  for (int i = s->degree; i >= 0; i--) at = at * 0.8 + s->coefficient[i];
  release(p);
  release(q);
  release(r);
  release(s);
  return at;
}
