#include <stdlib.h>
/* A buffer from malloc that grows with realloc. */
double heap_buffer(const double *x, int n) {
  int capacity = 2, count = 0;
  double *buffer = malloc(capacity * sizeof(double));
  for (int i = 0; i < n; i++) {
    if (count == capacity) {
      capacity *= 2;
      buffer = realloc(buffer, capacity * sizeof(double));
    }
    buffer[count] = x[i] * (count > 0 ? buffer[count - 1] : 1.0);
    count++;
  }
  double sum = 0.0;
  for (int i = 0; i < count; i++)
    sum += buffer[i] * buffer[i];
  free(buffer);
  return sum;
}
