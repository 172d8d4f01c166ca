/* Records of text and numbers, of which as much is copied as the caller says: the text, or the numbers behind it as well. */
#include <stdlib.h>
#include <string.h>

struct record {
  char *text;
  char own[16];
  double value;
  long count;
  double weight;
};

static struct record *new_record(const char *text) {
  struct record *r = malloc(sizeof *r);
  const size_t length = strlen(text) + 1;
  r->text = length <= sizeof r->own ? r->own : malloc(length);
  memcpy(r->text, text, length);
  r->value = 0.0;
  r->count = 0;
  r->weight = 1.0;
  return r;
}

static void take(struct record *to, const struct record *from, size_t bytes) { memcpy(to->own, from->own, bytes); }

static void release(struct record *r) {
  if (r->text != r->own)
    free(r->text);
  free(r);
}

double objective(const double *x, int n) {
  const size_t parts[] = {3, 24, 32, 40};
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    struct record *a = new_record(i % 2 ? "short" : "a text that is longer than sixteen bytes");
    struct record *b = new_record("other");
    a->value = x[i] * x[i];
    a->count = i;
    a->weight = x[(i + 1) % n] + 2.0;
    b->value = 3.0 * x[i];
    b->weight = x[0];
    take(b, a, parts[i % 4]);
    sum += b->value * b->weight * (1 + b->count) + 0.1 * a->value * strlen(a->text);
    release(a);
    release(b);
  }
  return sum;
}
