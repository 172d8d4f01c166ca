// Eigenvalues of a symmetric matrix by Jacobi rotations, then a function of the sorted spectrum.
// X: 2.0 0.3 -0.2 3.5 0.4 5.0
#include <math.h>
#include <stdbool.h>

#define N 3
typedef double Matrix[N][N];

static bool rotate(Matrix a, int p, int q) {
  if (fabs(a[p][q]) < 1e-300) return false;
  double theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
  double t = (theta >= 0 ? 1.0 : -1.0) / (fabs(theta) + sqrt(theta * theta + 1.0));
  double c = 1.0 / sqrt(t * t + 1.0), s = t * c;
  for (int k = 0; k < N; k++) {
    double akp = a[k][p], akq = a[k][q];
    a[k][p] = c * akp - s * akq;
    a[k][q] = s * akp + c * akq;
  }
  for (int k = 0; k < N; k++) {
    double apk = a[p][k], aqk = a[q][k];
    a[p][k] = c * apk - s * aqk;
    a[q][k] = s * apk + c * aqk;
  }
  return true;
}

static void sort_down(double *v, int n) {
  for (int i = 1; i < n; i++) {
    double key = v[i];
    int j = i - 1;
    for (; j >= 0 && v[j] < key; j--) v[j + 1] = v[j];
    v[j + 1] = key;
  }
}

double objective(const double *x, int n) {
  Matrix a;
  (void)n;
  for (int i = 0, k = 0; i < N; i++)
    for (int j = i; j < N; j++) a[i][j] = a[j][i] = x[k++];
  for (int sweep = 0; sweep < 4; sweep++) {
    int rotations = 0;
    for (int p = 0; p < N; p++)
      for (int q = p + 1; q < N; q++) rotations += rotate(a, p, q);
    if (rotations == 0) break;
  }
  double spectrum[N];
  for (int i = 0; i < N; i++) spectrum[i] = a[i][i];
  sort_down(spectrum, N);
  return log(spectrum[0]) * spectrum[1] + spectrum[2] * spectrum[2];
}
