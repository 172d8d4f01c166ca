// Weights by rank: indices are sorted with qsort on an inactive key, values follow the order.
#include <stdint.h>
#include <stdlib.h>

struct entry {
  uint32_t key;
  int index;
};

static int by_key(const void *a, const void *b) {
  const struct entry *p = a, *q = b;
  return (p->key > q->key) - (p->key < q->key);
}

static uint32_t hash(uint32_t v) {
  v ^= v >> 16;
  v *= 0x7feb352dU;
  v ^= v >> 15;
  v *= 0x846ca68bU;
  return v ^ (v >> 16);
}

double objective(const double *x, int n) {
  struct entry entries[16];
  if (n > 16) n = 16;
  for (int i = 0; i < n; i++) {
    entries[i].key = hash((uint32_t)i + 17u);
    entries[i].index = i;
  }
  qsort(entries, (size_t)n, sizeof entries[0], by_key);
  double sum = 0.0, decay = 1.0;
  for (int i = 0; i < n; i++) {
    double v = x[entries[i].index];
    sum += decay * v * v * v;
    decay *= 0.8;
  }
  return sum;
}
