/* What numerical programs do: sorting, growing arrays, time steps, iterations until convergence. */
#include "check.h"
#include <stdlib.h>
#include <string.h>

extern int enzyme_dup, enzyme_const;
void __enzyme_autodiff_void(void *, ...);
double __enzyme_autodiff(void *, ...);

__attribute__((noinline)) static void insert(float *array, int i) {
  for (int j = i; j > 0 && array[j - 1] > array[j]; j--) {
    float other = array[j];
    array[j] = array[j - 1];
    array[j - 1] = other;
  }
}

float smaller_half(float *array, int n) {
  for (int i = 1; i < n; i++)
    insert(array, i);
  float sum = 0;
  for (int i = 0; i < n / 2; i++)
    sum += array[i] * array[i];
  return sum;
}

double powers(double x, int n) {
  double *values = malloc(sizeof *values);
  values[0] = x;
  for (int i = 1; i < n; i++) {
    values = realloc(values, sizeof *values * (i + 1));
    values[i] = values[i - 1] * x;
  }
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += values[i];
  free(values);
  return sum;
}

double growth(const double *p, double end, int steps) {
  double y = p[0], dt = end / steps;
  for (int i = 0; i < steps && y < 100; i++)
    y += dt * (p[1] * y - p[2] * y * y);
  return y;
}

double log_sum_exp(const double *x, int n) {
  double largest = x[0], sum = 0;
  for (int i = 1; i < n; i++)
    largest = fmax(largest, x[i]);
  for (int i = 0; i < n; i++)
    sum += exp(x[i] - largest);
  return largest + log(sum);
}

double root(double a) {
  double x = a;
  while (fabs(x * x - a) > 1e-14)
    x = 0.5 * (x + a / x);
  return x;
}

int main(void) {
  enum { N = 10 };
  float array[N], shadow[N] = {0}, before[N];
  for (int i = 0; i < N; i++)
    before[i] = array[i] = (i * 7) % N + 1;
  __enzyme_autodiff_void((void *)smaller_half, enzyme_dup, array, shadow, enzyme_const, N);
  for (int i = 0; i < N; i++)
    CHECK(shadow[i], before[i] <= N / 2 ? 2 * before[i] : 0);

  CHECK(__enzyme_autodiff((void *)powers, 2.0, 4), 1 + 4 + 12 + 32);

  double p[3] = {0.5, 1.2, 0.3}, dp[3] = {0}, h = 1e-6;
  __enzyme_autodiff_void((void *)growth, enzyme_dup, p, dp, enzyme_const, 2.0, enzyme_const, 100);
  for (int i = 0; i < 3; i++) {
    double here = p[i];
    p[i] = here + h;
    double above = growth(p, 2, 100);
    p[i] = here - h;
    double below = growth(p, 2, 100);
    p[i] = here;
    CHECK(fabs(dp[i] - (above - below) / (2 * h)) < 1e-7, 1);
  }

  double x[4] = {1, 5, 2, 3}, dx[4] = {0}, total = log_sum_exp(x, 4);
  __enzyme_autodiff_void((void *)log_sum_exp, x, dx, 4);
  for (int i = 0; i < 4; i++)
    CHECK(dx[i], exp(x[i] - total));

  CHECK(__enzyme_autodiff((void *)root, 2.0), 0.5 / sqrt(2));
  return failures;
}
