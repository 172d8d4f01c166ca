/* Parts of a machine with names beside their numbers, which functions of strings copy, cut and join. */
#include <stdlib.h>
#include <string.h>

typedef struct part {
  char name[16];
  double mass;
  char material[12];
  double volume;
  struct part *next;
} part;

static const char *const materials[] = {"steel", "oak", "aluminium"};

static part *new_part(const char *prefix, const char *material, double mass, double volume, part *next) {
  part *made = malloc(sizeof *made);
  strcpy(made->name, prefix);
  strncat(made->name, material, 3);
  strncpy(made->material, material, sizeof made->material);
  made->mass = mass;
  made->volume = volume;
  made->next = next;
  return made;
}

static double density(const part *one, const char *material) {
  double mass = 0.0, volume = 0.0;
  for (; one; one = one->next)
    if (!strncmp(one->material, material, sizeof one->material)) {
      mass += one->mass;
      volume += one->volume;
    }
  return volume != 0.0 ? mass / volume : 0.0;
}

double objective(const double *x, int n) {
  part *first = NULL;
  for (int i = 0; i < n; i++) first = new_part(i % 2 ? "rod " : "plate ", materials[i % 3], x[i] * x[i], 1.0 + x[i] * x[(i + 1) % n], first);
  double sum = 0.0;
  for (int i = 0; i < 3; i++) sum += density(first, materials[i]);
  part renamed;
  char *end = stpcpy(renamed.name, first->name);
  strcpy(end, "!");
  renamed.mass = first->mass * x[0];
  sum += (double)strlen(renamed.name) * renamed.mass;
  while (first) {
    part *next = first->next;
    sum += 0.1 * (double)strlen(first->name) * first->mass;
    free(first);
    first = next;
  }
  return sum;
}
