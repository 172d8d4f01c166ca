/* A table with chains, keyed by strings: names of parameters with their values. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 5

typedef struct entry {
  char *name;
  double value;
  struct entry *next;
} entry;

typedef struct {
  entry *buckets[BUCKETS];
} table;

static unsigned hash(const char *name) {
  unsigned h = 5381;
  while (*name) h = 33 * h + (unsigned char)*name++;
  return h % BUCKETS;
}

static entry *find(table *t, const char *name) {
  entry *e = t->buckets[hash(name)];
  while (e && strcmp(e->name, name) != 0) e = e->next;
  return e;
}

static void add(table *t, const char *name, double value) {
  entry *e = find(t, name);
  if (!e) {
    unsigned h = hash(name);
    e = malloc(sizeof *e);
    e->name = malloc(strlen(name) + 1);
    strcpy(e->name, name);
    e->value = 0;
    e->next = t->buckets[h];
    t->buckets[h] = e;
  }
  e->value += value;
}

static void clear(table *t) {
  for (int i = 0; i < BUCKETS; i++)
    for (entry *e = t->buckets[i], *next; e; e = next) {
      next = e->next;
      free(e->name);
      free(e);
    }
}

double objective(const double *x, int n) {
  static const char *const names[] = {"mass", "length", "drag", "lift"};
  table t = {{NULL}};
  for (int i = 0; i < n; i++) add(&t, names[i % 4], x[i] * x[(i + 1) % n]);
  entry *mass = find(&t, "mass"), *lift = find(&t, "lift"), *none = find(&t, "spin");
  double result = mass->value * lift->value + (none ? none->value : find(&t, "drag")->value);
  clear(&t);
  return result;
}
