// Words that are moved as integers, from memory where numbers are computed with as well, and where floats and pointers are.
// REFUSED O0: made of the bits of floats
#include <string.h>

struct record {
  unsigned long words[2];
};

__attribute__((noinline)) static void move(struct record *to, const struct record *from) {
  to->words[0] = from->words[0];
  to->words[1] = from->words[1];
}

__attribute__((noinline)) static void count(struct record *to, const struct record *from) {
  to->words[0] = from->words[0] + 1;
  to->words[1] = from->words[1] * 2;
}

double objective(const double *x, int n) {
  struct record a, b, c;
  double values[2] = {x[0] * x[1], x[2]}, *pointer = values;
  memcpy(a.words, values, sizeof values);
  move(&b, &a);
  memcpy(values, b.words, sizeof values);
  double total = values[0] * values[1];
  memcpy(&c.words[0], &pointer, sizeof pointer);
  memcpy(&c.words[1], &x[3], sizeof(double));
  move(n > 100 ? &c : &b, &c);
  memcpy(&pointer, &b.words[0], sizeof pointer);
  memcpy(&values[1], &b.words[1], sizeof(double));
  total += *pointer * values[1] * values[1];
  a.words[0] = n;
  a.words[1] = n + 1;
  count(&b, &a);
  move(&c, &b);
  return c.words[0] == (unsigned long)n + 1 ? total : 0;
}
