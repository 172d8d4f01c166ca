// Records of longs that hold the bytes of doubles, pointers or numbers, and are copied member by member.
// REFUSED O1: may be a float
#include <stdlib.h>
#include <string.h>

struct record {
  long words[2];
};

__attribute__((noinline)) static void move(struct record *to, const struct record *from, int kind) {
  if (kind == 2) {
    to->words[0] = from->words[0];
    to->words[1] = from->words[1];
  } else {
    to->words[0] = from->words[0];
    to->words[1] = from->words[1];
  }
}

__attribute__((noinline)) static double worth(const struct record *r, int kind) {
  double values[2], *pointer;
  switch (kind) {
  case 0: memcpy(values, r->words, sizeof values); return values[0] * values[1];
  case 1:
    memcpy(&pointer, &r->words[0], sizeof pointer);
    memcpy(values, &r->words[1], sizeof(double));
    return *pointer + values[0];
  default: return 0;
  }
}

double objective(const double *x, int n) {
  struct record records[6], copies[6];
  double cells[6], total = 0;
  for (int i = 0; i < 6; i++) {
    double values[2] = {x[i] * x[0], x[i + 1]}, *pointer = &cells[i];
    cells[i] = x[i] * 3;
    switch (i % 3) {
    case 0: memcpy(records[i].words, values, sizeof values); break;
    case 1:
      memcpy(&records[i].words[0], &pointer, sizeof pointer);
      memcpy(&records[i].words[1], &values[1], sizeof(double));
      break;
    default: records[i].words[0] = i; records[i].words[1] = n;
    }
  }
  for (int i = 0; i < 6; i++)
    move(&copies[i], &records[i], i % 3);
  for (int i = 0; i < 6; i++)
    total += worth(&copies[i], i % 3) * x[i];
  return total;
}
