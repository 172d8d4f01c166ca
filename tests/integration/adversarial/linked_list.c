/* A list on the heap. */
#include <stdlib.h>
struct node { double value; struct node *next; };
double linked_list(double *x, int n) {
  struct node *head = 0;
  for (int i = 0; i < n; i++) {
    struct node *one = malloc(sizeof *one);
    one->value = x[i] * x[i];
    one->next = head;
    head = one;
  }
  double s = 0, w = 1;
  for (struct node *p = head; p; p = p->next) { s += w * p->value; w *= p->value; }
  return s;
}
