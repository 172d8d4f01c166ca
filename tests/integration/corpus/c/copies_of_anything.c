// One function that copies anything, called with arrays of float, of double, of records and of pointers.
// TOLERANCE: 1e-5
#include <stdlib.h>
#include <string.h>

struct sample { int weight; float noise; double value; };

static void copy(void *to, const void *from, size_t bytes) { memcpy(to, from, bytes); }

static void *duplicate(const void *from, size_t bytes) {
  void *to = malloc(bytes);
  copy(to, from, bytes);
  return to;
}

static void by_words(char *to, const char *from, int count) {
  for (int i = 0; i < count; i++) {
    long word;
    memcpy(&word, from + 8 * i, sizeof word);
    memcpy(to + 8 * i, &word, sizeof word);
  }
}

double objective(const double *x, int n) {
  float *f = malloc(n * sizeof(float));
  for (int i = 0; i < n; i++) f[i] = (float)(x[i] * 0.5);
  struct sample s[2] = {{3, (float)x[0], x[1] * x[2]}, {5, (float)x[1], x[0]}};
  float *g = duplicate(f, n * sizeof(float));
  double *d = duplicate(x, n * sizeof(double));
  struct sample *t = duplicate(s, sizeof s);
  const double *rows[2] = {d, x}, **r = duplicate(rows, sizeof rows);
  double e[4], sum = 0.0;
  float h[4];
  by_words((char *)e, (const char *)d, 3);
  by_words((char *)h, (const char *)g, 2);
  for (int i = 0; i < n; i++) sum += g[i] * d[i] * r[i % 2][n - 1 - i];
  for (int i = 0; i < 2; i++) sum += t[i].weight * t[i].noise * t[i].value * e[i + 1] * h[3 - i];
  free(f);
  free(g);
  free(d);
  free(t);
  free(r);
  return sum;
}
