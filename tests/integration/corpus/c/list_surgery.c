// A list built on the heap, reversed in place, filtered and summed.
#include <math.h>
#include <stdlib.h>

struct node {
  double value;
  int tag;
  struct node *next;
};

static struct node *push(struct node *head, double value, int tag) {
  struct node *fresh = malloc(sizeof *fresh);
  if (!fresh) abort();
  fresh->value = value;
  fresh->tag = tag;
  fresh->next = head;
  return fresh;
}

static struct node *reverse(struct node *head) {
  struct node *done = NULL;
  while (head) {
    struct node *next = head->next;
    head->next = done;
    done = head;
    head = next;
  }
  return done;
}

static struct node *drop_odd(struct node *head) {
  struct node **link = &head;
  while (*link) {
    struct node *here = *link;
    if (here->tag % 3 == 1) {
      *link = here->next;
      free(here);
    } else {
      link = &here->next;
    }
  }
  return head;
}

double objective(const double *x, int n) {
  struct node *list = NULL;
  for (int i = 0; i < n; i++) list = push(list, x[i] * x[i] + 1.0, i);
  list = reverse(list);
  list = drop_odd(list);
  double sum = 0.0, weight = 1.0;
  for (const struct node *p = list; p; p = p->next) {
    sum += weight * sqrt(p->value);
    weight *= 0.5;
  }
  while (list) {
    struct node *next = list->next;
    free(list);
    list = next;
  }
  return sum;
}
