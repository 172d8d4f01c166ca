// X: 0.5 0 -0.75 2.0 0.3 -1.5 0 1.1
// Words that are now a double, now a pointer to one, moved by memcpy and memmove with records of which it is.
#include <math.h>
#include <string.h>

union word {
  double number;
  const double *place;
};

struct entry {
  union word word;
  int is_place;
};

static double value(const struct entry *e) { return e->is_place ? *e->word.place : e->word.number; }

static double sum(const struct entry *e, int n) {
  double s = 0.0;
  for (int i = 0; i < n; ++i) s += (i + 1) * value(&e[i]) * value(&e[i]);
  return s;
}

double objective(const double *x, int n) {
  struct entry entries[8], other[8];
  double extra[2] = {x[0] * x[1], sin(x[2])};
  for (int i = 0; i < 8; ++i) {
    entries[i].is_place = i % 3 == 1;
    if (entries[i].is_place)
      entries[i].word.place = i == 4 ? extra : &x[i];
    else
      entries[i].word.number = x[i] * x[i];
  }
  double s = 0.0;
  for (int k = 0; k < 4; ++k) {
    memcpy(other, entries, sizeof entries);
    memmove(entries + 1, entries, 7 * sizeof *entries);
    memcpy(entries, other + 7, sizeof *entries);
    if (k == 2) {
      entries[2].word.number = s * 0.01;
      entries[2].is_place = 0;
      entries[3].word.place = &extra[1];
      entries[3].is_place = 1;
    }
    s += sum(entries, 8) * 0.5 + value(&other[k]);
  }
  return s + sum(other, n < 8 ? n : 8);
}
