/* Functions that return structs which own memory, freed by their callers; some on one path only. */
#include <stdlib.h>

typedef struct {
  int size;
  double *data;
} vector;

static vector make(int size) {
  vector v = {size, malloc(size * sizeof(double))};
  return v;
}

static vector product(vector a, vector b) {
  vector c = make(a.size + b.size - 1);
  for (int i = 0; i < c.size; i++) c.data[i] = 0;
  for (int i = 0; i < a.size; i++)
    for (int j = 0; j < b.size; j++) c.data[i + j] += a.data[i] * b.data[j];
  return c;
}

static vector power(vector a, int exponent) {
  if (exponent == 1) {
    vector copy = make(a.size);
    for (int i = 0; i < a.size; i++) copy.data[i] = a.data[i];
    return copy;
  }
  vector half = power(a, exponent / 2);
  vector result = product(half, half);
  free(half.data);
  if (exponent % 2) {
    vector more = product(result, a);
    free(result.data);
    result = more;
  }
  return result;
}

double objective(const double *x, int n) {
  vector a = make(n);
  for (int i = 0; i < n; i++) a.data[i] = 0.5 * x[i];
  vector p = power(a, 5);
  double value = 0, t = 1;
  for (int i = 0; i < p.size; i++, t *= 0.8) value += t * p.data[i];
  free(a.data);
  free(p.data);
  return value;
}
