/* An array that grows by realloc as values are pushed, in a struct that owns it. */
#include <stdlib.h>

typedef struct {
  double *data;
  size_t size, capacity;
} array;

static void push(array *a, double value) {
  if (a->size == a->capacity) {
    a->capacity = a->capacity ? 2 * a->capacity : 1;
    a->data = realloc(a->data, a->capacity * sizeof *a->data);
  }
  a->data[a->size++] = value;
}

double objective(const double *x, int n) {
  array a = {NULL, 0, 0};
  for (int i = 0; i < n; i++) {
    push(&a, x[i] * x[i]);
    if (x[i] > 0) push(&a, x[i] * a.data[a.size / 2]);
    a.data[0] += 0.5 * x[i];
  }
  a.data = realloc(a.data, a.size * sizeof *a.data);
  double sum = 0;
  for (size_t i = 0; i < a.size; i++) sum += a.data[i] * a.data[3 * i % a.size];
  free(a.data);
  return sum;
}
