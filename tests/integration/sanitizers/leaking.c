/* Forgets its memory, and reads behind the end of it: what the sanitizers must find, in the program as in its derivatives. */
#include <stdlib.h>

double objective(const double *x, int n) {
  double *squares = malloc((n - OUT_OF_BOUNDS) * sizeof *squares);
  for (int i = 0; i < n; i++) squares[i] = x[i] * x[i];
  double sum = 0;
  for (int i = 0; i < n; i++) sum += squares[i] * squares[(i + 1) % n];
  if (OUT_OF_BOUNDS) free(squares);
  return sum;
}
