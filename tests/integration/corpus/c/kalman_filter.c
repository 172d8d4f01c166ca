// A scalar-measurement Kalman filter with a 2x2 covariance: the negative log likelihood of the measurements.
// X: 0.9 1.4 2.2 2.7 3.9 0.3 0.2
#include <math.h>

typedef struct {
  double position, velocity;
} State;

typedef struct {
  double a[2][2];
} Matrix2;

typedef struct {
  State mean;
  Matrix2 covariance;
} Belief;

static Matrix2 multiply(Matrix2 p, Matrix2 q) {
  Matrix2 r;
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++) {
      r.a[i][j] = 0.0;
      for (int k = 0; k < 2; k++) r.a[i][j] += p.a[i][k] * q.a[k][j];
    }
  return r;
}

static Matrix2 transpose(Matrix2 p) {
  Matrix2 r = {{{p.a[0][0], p.a[1][0]}, {p.a[0][1], p.a[1][1]}}};
  return r;
}

static Belief predict(Belief b, double dt, double noise) {
  Matrix2 f = {{{1.0, dt}, {0.0, 1.0}}};
  b.mean.position += dt * b.mean.velocity;
  b.covariance = multiply(multiply(f, b.covariance), transpose(f));
  b.covariance.a[0][0] += noise * dt * dt * dt / 3.0;
  b.covariance.a[0][1] += noise * dt * dt / 2.0;
  b.covariance.a[1][0] += noise * dt * dt / 2.0;
  b.covariance.a[1][1] += noise * dt;
  return b;
}

static Belief update(Belief b, double measured, double variance, double *likelihood) {
  double innovation = measured - b.mean.position;
  double s = b.covariance.a[0][0] + variance;
  double gain[2] = {b.covariance.a[0][0] / s, b.covariance.a[1][0] / s};
  *likelihood += 0.5 * (log(6.283185307179586 * s) + innovation * innovation / s);
  b.mean.position += gain[0] * innovation;
  b.mean.velocity += gain[1] * innovation;
  Matrix2 old = b.covariance;
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++) b.covariance.a[i][j] = old.a[i][j] - gain[i] * old.a[0][j];
  return b;
}

double objective(const double *x, int n) {
  double process = x[n - 2] * x[n - 2], variance = x[n - 1] * x[n - 1] + 0.01;
  Belief b = {{0.0, 0.5}, {{{1.0, 0.1}, {0.1, 1.0}}}};
  double likelihood = 0.0;
  for (int t = 0; t < n - 2; t++) {
    b = predict(b, 0.7, process);
    b = update(b, x[t], variance, &likelihood);
  }
  return likelihood;
}
