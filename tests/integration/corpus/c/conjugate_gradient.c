/* Conjugate gradients on a tridiagonal system whose coefficients are the input; vectors are on the heap. */
#include <stdlib.h>

static void apply(const double *diagonal, const double *off, const double *v, double *out, int n) {
  for (int i = 0; i < n; i++) {
    out[i] = (4.0 + diagonal[i] * diagonal[i]) * v[i];
    if (i > 0)
      out[i] += off[i - 1] * v[i - 1];
    if (i + 1 < n)
      out[i] += off[i] * v[i + 1];
  }
}

static double dot(const double *a, const double *b, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

double objective(const double *x, int n) {
  double *work = calloc(4 * n, sizeof(double));
  double *solution = work, *residual = work + n, *direction = work + 2 * n, *image = work + 3 * n;
  for (int i = 0; i < n; i++)
    residual[i] = direction[i] = 1.0 + 0.1 * i;
  double square = dot(residual, residual, n);
  for (int iteration = 0; iteration < 5; iteration++) {
    apply(x, x, direction, image, n);
    double alpha = square / dot(direction, image, n);
    for (int i = 0; i < n; i++) {
      solution[i] += alpha * direction[i];
      residual[i] -= alpha * image[i];
    }
    double next = dot(residual, residual, n);
    for (int i = 0; i < n; i++)
      direction[i] = residual[i] + next / square * direction[i];
    square = next;
  }
  double result = dot(solution, x, n);
  free(work);
  return result;
}
