/* Memory with floats and memory without, of one structure, freed together by a function of its own. */
#include <stdlib.h>

struct sparse {
  long *index;
  double *value;
};

static void destroy(struct sparse *s) {
  if (s->value) free(s->value);
  if (s->index) free(s->index);
}

double objective(const double *x, int n) {
  struct sparse s;
  s.index = malloc(n * sizeof(long));
  s.value = malloc(n * sizeof(double));
  for (int i = 0; i < n; i++) {
    s.index[i] = (i + 3) % n;
    s.value[i] = x[i] * x[i];
  }
  double sum = 0.0;
  for (int i = 0; i < n; i++) sum += s.value[i] * x[s.index[i]];
  destroy(&s);
  return sum;
}
