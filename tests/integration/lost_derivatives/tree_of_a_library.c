/* Records in a tree that the C library makes: they come back behind pointers of the library's.
   REFUSED: active values go through memory of unknown origin */
#define _GNU_SOURCE
#include <search.h>

struct record {
  double value;
  int key;
};

static int compare(const void *a, const void *b) {
  return ((const struct record *)a)->key - ((const struct record *)b)->key;
}

double objective(const double *x, int n) {
  void *root = 0;
  struct record records[16];
  double sum = 0;
  for (int i = 0; i < n; i++) {
    records[i].key = i;
    records[i].value = x[i] * x[i];
    tsearch(&records[i], &root, compare);
  }
  for (int i = 0; i < n; i++) {
    struct record wanted = {0, i}, **found = tfind(&wanted, &root, compare);
    sum += (*found)->value;
  }
  return sum;
}
