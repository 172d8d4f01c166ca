/* A list on the heap, built front to back, reversed in place, folded, and torn down in a loop. */
#include <stdlib.h>

struct node {
  double value;
  struct node *next;
};

static struct node *reversed(struct node *list) {
  struct node *done = NULL;
  while (list) {
    struct node *next = list->next;
    list->next = done;
    done = list;
    list = next;
  }
  return done;
}

double objective(const double *x, int n) {
  struct node *first = NULL, **end = &first;
  for (int i = 0; i < n; i++) {
    struct node *one = malloc(sizeof *one);
    one->value = x[i] * x[i] + 0.5 * i;
    one->next = NULL;
    *end = one;
    end = &one->next;
  }
  first = reversed(first);
  double sum = 0, weight = 1;
  for (struct node *p = first; p; p = p->next) {
    sum += weight * p->value;
    weight *= 0.25 + p->value / (1 + p->value);
  }
  while (first) {
    struct node *next = first->next;
    free(first);
    first = next;
  }
  return sum;
}
