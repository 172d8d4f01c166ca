// An address that is kept in an integer, which a function copies as a number, and is a pointer again elsewhere.
#include <string.h>

struct holder {
  int kind;
  double weight;
  long address;
};

static void assign(struct holder *to, const struct holder *from, int depth) {
  if (depth > 0) {
    struct holder between;
    assign(&between, from, depth - 1);
    assign(to, &between, depth - 1);
    return;
  }
  to->kind = from->kind;
  to->weight = from->weight;
  to->address = from->address;
}

double objective(const double *x, int n) {
  double doubled[8];
  for (int i = 0; i < 8; i++)
    doubled[i] = 2 * x[i];
  struct holder first, second;
  first.kind = 3;
  first.weight = x[0];
  double *address = doubled;
  memcpy(&first.address, &address, sizeof address);
  assign(&second, &first, n / 4);
  double sum = 0, *found;
  memcpy(&found, &second.address, sizeof found);
  for (int i = 0; i < n; i++)
    sum += found[i];
  return sum * second.weight * second.kind;
}
