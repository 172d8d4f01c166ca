#include <stdlib.h>
#include "../kernels/fft.c"
/*
 * The gradient of fft.c by hand: adds to d_data (n, 2), overwrites data by the spectrum and returns the objective. The adjoint
 * of the transform is the transform of the conjugate, conjugated.
 */
double fft_gradient(int n, double *restrict data, double *restrict d_data) {
  double objective = fft_objective(n, data);
  double *adjoint = malloc(sizeof(double) * 2 * n);
  for (int i = 0; i < n; i++) {
    double power = data[2 * i] * data[2 * i] + data[2 * i + 1] * data[2 * i + 1];
    double factor = 4.0 * power / ((double)n * n);
    adjoint[2 * i] = factor * data[2 * i];
    adjoint[2 * i + 1] = -factor * data[2 * i + 1];
  }
  fft(n, adjoint);
  for (int i = 0; i < n; i++) {
    d_data[2 * i] += adjoint[2 * i];
    d_data[2 * i + 1] -= adjoint[2 * i + 1];
  }
  free(adjoint);
  return objective;
}
