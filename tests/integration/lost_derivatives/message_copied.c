/* A header of numbers, then floats, copied as a whole by a function that knows nothing of the floats.
   X: 1.3 0.7 1.1 0.4 0.9 */
#include <stdlib.h>
#include <string.h>

typedef struct {
  int kind, count;
  double data[];
} Message;

__attribute__((noinline)) static Message *make(const double *x, int count) {
  Message *m = malloc(sizeof(Message) + count * sizeof(double));
  m->kind = 7;
  m->count = count;
  memcpy(m->data, x, count * sizeof(double));
  return m;
}

__attribute__((noinline)) static Message *copy(const Message *m) {
  size_t size = sizeof(Message) + m->count * sizeof(double);
  Message *result = malloc(size);
  memcpy(result, m, size);
  return result;
}

double objective(const double *x, int n) {
  double r = 0;
  for (int c = 1; c <= n; c++) {
    Message *m = make(x + n - c, c), *other = copy(m);
    memmove(other->data, other->data + 1, (c - 1) * sizeof(double));
    for (int i = 0; i < c; i++) r += m->data[i] * other->data[c - 1 - i];
    free(m);
    free(other);
  }
  return r;
}
