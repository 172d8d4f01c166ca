// Global pointers that may lead to memory of an earlier call where values go through it: each function has one way to do so.
#include <stdlib.h>
#include <string.h>
static double *work;
struct S { double *p; long n; double *q; };
static struct S g;
static double use(double *w, const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) w[i] = x[i] * x[i];
  for (int i = 0; i < n; i++) s += w[i] * w[(i + 1) % n];
  return s;
}
double kept(const double *x, int n) {
  if (!work) work = malloc(n * sizeof(double));
  return use(work, x, n);
}
double set_sometimes(const double *x, int n) {
  if (n > 3) work = malloc(n * sizeof(double));
  return use(work, x, n);
}
double put_back(const double *x, int n) {
  double *old = work;
  work = malloc(n * sizeof(double));
  double r = use(work, x, n);
  if (n > 100) work = old;
  return r + use(work, x, n);
}
double copied_back(const double *x, int n) {
  struct S saved = g;
  g.p = malloc(n * sizeof(double));
  double r = use(g.p, x, n);
  if (n > 100) g = saved;
  return r + use(g.p, x, n);
}
__attribute__((noinline)) void copy(void *to, void *from, long k) { memcpy(to, from, k); }
double copied_by_function(const double *x, int n) {
  struct S saved;
  copy(&saved, &g, sizeof g);
  g.p = malloc(n * sizeof(double));
  double r = use(g.p, x, n);
  if (n > 100) copy(&g, &saved, sizeof g);
  return r + use(g.p, x, n);
}
__attribute__((noinline)) double *swap(double **w, double *with) { double *old = *w; *w = with; return old; }
double exchanged(const double *x, int n) {
  double *old = swap(&work, malloc(n * sizeof(double)));
  double r = use(work, x, n);
  if (n > 100) swap(&work, old);
  return r + use(work, x, n);
}
double looked_at(const double *x, int n) {
  double s = work ? work[0] : 1.0;
  free(work);
  work = malloc(n * sizeof(double));
  double r = s * use(work, x, n);
  return r;
}
double set_in_every_other_iteration(const double *x, int n) {
  double r = 0;
  for (int i = 0; i < n; i++) {
    if (i % 2) { work = malloc(n * sizeof(double)); }
    r += use(work, x, n);
  }
  return r;
}
