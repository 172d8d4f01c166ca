// Order statistics: values and records are sorted by active keys with qsort and qsort_r, and found again with bsearch.
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

struct item {
  int id;
  double key;
  float weight;
};

static int ascending(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static int by_distance(const void *a, const void *b, void *centre) {
  const struct item *left = a, *right = b;
  double from = *(double *)centre, one = (left->key - from) * (left->key - from), other = (right->key - from) * (right->key - from);
  return one < other ? -1 : one > other;
}

static int by_id(const void *a, const void *b) { return ((const struct item *)a)->id - ((const struct item *)b)->id; }

double objective(const double *x, int n) {
  double *values = malloc(n * sizeof *values), sum = 0.0;
  for (int i = 0; i < n; i++) values[i] = x[i] * x[i];
  qsort(values, n, sizeof *values, ascending);
  for (int i = 0; i < n; i++) sum += values[i] * (i + 1) * (i + 1);

  struct item items[16];
  for (int i = 0; i < n; i++) items[i] = (struct item){3 * i, x[i], 0.5f + i};
  double centre = values[n / 2];
  qsort_r(items, n, sizeof *items, by_distance, &centre);
  for (int i = 0; i < n; i++) sum += items[i].key * items[i].weight * (n - i) * centre;

  qsort(items, n, sizeof *items, by_id);
  for (int i = 0; i < 2 * n; i++) {
    struct item wanted = {.id = 2 * i}, *found = bsearch(&wanted, items, n, sizeof *items, by_id);
    if (found) sum -= found->key * x[i % n];
  }
  free(values);
  return sum;
}
