#include <stdlib.h>
/* Buffers on the heap: one that is freed in the loop that allocates it, one at the end. */
double heap_buffer(const double *x, int n) {
  double *products = calloc(n, sizeof(double));
  for (int i = 0; i < n; i++) {
    double *window = malloc(2 * sizeof(double));
    window[0] = i > 0 ? products[i - 1] : 1.0;
    window[1] = x[i];
    products[i] = window[0] * window[1] * window[1];
    free(window);
  }
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += products[i] * products[i];
  free(products);
  return sum;
}
