/* Structures as arguments, by value and through pointers. */
#include "check.h"
#include <stdlib.h>

extern int enzyme_dup, enzyme_const, enzyme_out;
void __enzyme_autodiff(void *, ...);

typedef struct { double x, y; } point;
typedef struct { double mass; point position; double *weights; int count; } body;
typedef struct node { double value; struct node *next; } node;

point __enzyme_autodiff_point(double (*)(point), point);
double length(point p) { return sqrt(p.x * p.x + p.y * p.y); }

typedef struct { double values[5]; } large;
double of_copy(large x) {
  double sum = 0;
  for (int i = 0; i < 5; i++)
    sum += x.values[i] * x.values[i];
  return sum;
}
large multiples(double x) {
  large result;
  for (int i = 0; i < 5; i++)
    result.values[i] = x * i;
  return result;
}
large __enzyme_fwddiff_large(void *, ...);
double __enzyme_autodiff_double(void *, ...);

double potential(const body *b) {
  double sum = 0;
  for (int i = 0; i < b->count; i++)
    sum += b->weights[i] * b->position.x;
  return sum * b->mass + b->position.y * b->position.y;
}

double total(const node *list) {
  double sum = 0;
  for (; list; list = list->next)
    sum += list->value * list->value;
  return sum;
}

int main(void) {
  point p = {3, 4};
  point d = __enzyme_autodiff_point(length, p);
  CHECK(d.x, 0.6);
  CHECK(d.y, 0.8);

  double w[3] = {1, 2, 3}, dw[3] = {0};
  body b = {2, {5, 7}, w, 3}, db = {0, {0, 0}, dw, 0};
  __enzyme_autodiff((void *)potential, &b, &db);
  CHECK(db.mass, 30);
  CHECK(db.position.x, 12);
  CHECK(db.position.y, 14);
  CHECK(dw[1], 10);

  /* Too large for registers: as an argument, and as a result whose shadow is the seed. */
  large copied = {{1, 2, 3, 4, 5}}, shadow = {{0}}, seed = {{1, 1, 1, 1, 1}};
  __enzyme_autodiff((void *)of_copy, enzyme_dup, copied, &shadow);
  CHECK(shadow.values[2], 6);
  CHECK(__enzyme_fwddiff_large((void *)multiples, 2.0, 1.0).values[3], 3);
  CHECK(__enzyme_autodiff_double((void *)multiples, &seed, 2.0), 10);

  node n2 = {3, 0}, n1 = {2, &n2}, d2 = {0, 0}, d1 = {0, &d2};
  __enzyme_autodiff((void *)total, enzyme_dup, &n1, &d1);
  CHECK(d1.value, 4);
  CHECK(d2.value, 6);
  return failures;
}
