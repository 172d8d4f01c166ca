/* An array of structures of a double and an index, two of which are swapped. */
struct item { double weight; int index; };
double int_float_array(double *x, int n) {
  struct item items[8];
  for (int i = 0; i < n; i++) { items[i].weight = x[i] * x[i]; items[i].index = n - 1 - i; }
  struct item t = items[0]; items[0] = items[n - 1]; items[n - 1] = t;
  double s = 0;
  for (int i = 0; i < n; i++) s += items[i].weight * x[items[i].index];
  return s;
}
