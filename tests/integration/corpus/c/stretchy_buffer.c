// A stretchy buffer with realloc; values are appended conditionally and reduced pairwise.
#include <math.h>
#include <stdlib.h>

struct buffer {
  double *items;
  size_t length, capacity;
};

static void append(struct buffer *b, double v) {
  if (b->length == b->capacity) {
    b->capacity = b->capacity ? 2 * b->capacity : 2;
    b->items = realloc(b->items, b->capacity * sizeof *b->items);
  }
  b->items[b->length++] = v;
}

static double pairwise(const double *v, size_t n) {
  if (n == 0) return 0.0;
  if (n == 1) return v[0];
  size_t half = n / 2;
  double a = pairwise(v, half), b = pairwise(v + half, n - half);
  return a + b + 0.1 * a * b;
}

double objective(const double *x, int n) {
  struct buffer b = {0};
  for (int i = 0; i < n; i++) {
    append(&b, sin(x[i]));
    if (x[i] > 0.0) append(&b, x[i] * 0.25);
    for (int j = 0; j < i % 3; j++) append(&b, 0.1 * j + x[j] * x[i]);
  }
  double value = pairwise(b.items, b.length);
  free(b.items);
  return value;
}
