/* One allocator for all: a wrapper of malloc, for arrays of floats, of numbers and of records. */
#include <stdlib.h>
typedef struct Node { struct Node *next; float value; int key; } Node;
__attribute__((noinline)) static void *allocate(unsigned long size) {
  void *p = malloc(size);
  if (!p) abort();
  return p;
}
double objective(const double *x, int n) {
  double *squares = allocate(n * sizeof *squares);
  int *order = allocate(n * sizeof *order);
  Node *head = 0;
  for (int i = 0; i < n; i++) {
    squares[i] = x[i] * x[i];
    order[i] = (i * 3 + 1) % n;
    Node *node = allocate(sizeof *node);
    Node value = {head, (float)x[i], i};
    *node = value;
    head = node;
  }
  double sum = 0.0;
  for (int i = 0; i < n; i++) sum += squares[order[i]] * order[i];
  for (Node *p = head; p; p = p->next) sum += p->value * (p->key + 1) * x[0];
  while (head) { Node *next = head->next; free(head); head = next; }
  free(squares);
  free(order);
  return sum;
}
/* TOLERANCE: 1e-6 */
