/* A list that starts at a global variable, which is set before it is used. */
#include <stdlib.h>

struct node {
  double value;
  struct node *next;
};

static struct node *head;
static int count;

static void push(double value) {
  struct node *one = malloc(sizeof *one);
  one->value = value;
  one->next = head;
  head = one;
  count++;
  if (count % 3 == 0) push(0.5 * value);
}

double objective(const double *x, int n) {
  head = NULL;
  count = 0;
  for (int i = 0; i < n; i++) push(x[i] * x[i]);
  double sum = 0, weight = 1;
  for (struct node *p = head; p; p = p->next) {
    sum += weight * p->value;
    weight *= 0.5 + p->value;
  }
  while (head) {
    struct node *next = head->next;
    free(head);
    head = next;
  }
  return sum * count;
}
