/* Loops over time, whose states are arrays, pairs of arrays that change places, and numbers. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

double heat(const double *u0, const double *k, int n, int steps) {
  double *u = malloc(n * sizeof *u), *v = malloc(n * sizeof *v);
  memcpy(u, u0, n * sizeof *u);
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n - 1; ++i)
      v[i] = u[i] + k[i] * (u[i - 1] - 2 * u[i] + u[i + 1]) * (1 + 0.1 * sin(u[i]));
    for (int i = 1; i < n - 1; ++i)
      u[i] = v[i];
  }
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += u[i] * u[i];
  free(u);
  free(v);
  return sum;
}

double swap(double *u, double *v, const double *k, int n, int steps) {
  for (int t = 0; t < steps; ++t) {
    for (int i = 1; i < n - 1; ++i)
      v[i] = u[i] + k[i] * (u[i - 1] - 2 * u[i] + u[i + 1]) * (1 + 0.1 * sin(u[i]));
    v[0] = u[0];
    v[n - 1] = u[n - 1];
    double *w = u;
    u = v;
    v = w;
  }
  double sum = 0;
  for (int i = 0; i < n; ++i)
    sum += u[i] * u[i] * v[i];
  return sum;
}

/* The coefficients change after the loop, and so does the state. */
double overwritten(double *u, double *k, int n, int steps) {
  for (int t = 0; t < steps; ++t)
    for (int i = 0; i < n; ++i)
      u[i] = sin(u[i] * k[i]) + 0.5 * k[(i + t) % n];
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += u[i] * k[i];
    k[i] = u[i] * sum;
    u[i] = k[i] * 0.25;
  }
  for (int i = 0; i < n; ++i)
    sum += u[i] * k[i];
  return sum;
}

/* Each iteration leaves something in a record that no iteration reads, and runs a loop of its own. */
double recorded(const double *x, double *record, int n, int steps) {
  double state[4] = {0.5, 0.25, 0.125, 1.0};
  for (int t = 0; t < steps; ++t) {
    double s = 0;
    for (int i = 0; i < n; ++i) {
      s += x[i] * cos(state[i % 4]);
      for (int j = 0; j < 3; ++j)
        state[j] = 0.9 * state[j + 1] * s + 0.1 * x[i];
    }
    record[t] = s;
    state[3] = s;
  }
  double sum = 0;
  for (int t = 0; t < steps; ++t)
    sum += record[t] * record[t] * state[t % 4];
  return sum;
}

/* It goes on while the state says so, with a table of indices that takes no part in the derivative. */
double until(const double *x, int n, int steps) {
  int *next = malloc(n * sizeof *next);
  for (int i = 0; i < n; ++i)
    next[i] = (i * 3 + 1) % n;
  double a = x[0], b = 1;
  int at = 0;
  while (fabs(a) < 1000 && steps-- > 0) {
    double c = a * 0.5 + b * x[at];
    a = b * sin(a) + x[n - 1];
    b = c + 0.5;
    at = next[at];
  }
  free(next);
  return a * b;
}

static __attribute__((noinline)) void run(double *u, const double *k, int n, int steps) {
  for (int t = 0; t < steps; ++t)
    for (int i = 0; i < n; ++i)
      u[i] = sin(u[i] * k[i]) + 0.5 * u[(i + 1) % n];
}

static __attribute__((noinline)) int relax(double *u, const double *k, int n, int steps) {
  int t = 0;
  double change = 1;
  while (change > 1e-3 && t++ < steps) {
    change = 0;
    for (int i = 0; i < n; ++i) {
      double v = cos(u[i] * k[i]);
      change += fabs(v - u[i]);
      u[i] = v;
    }
  }
  return t;
}

/* A function whose loop goes on until its state settles, and what its caller does with the memory afterwards. */
double settled(const double *x, int n, int steps) {
  double u[6], sum = 0;
  for (int i = 0; i < 6; ++i)
    u[i] = x[i % n] * 0.5;
  sum += relax(u + 1, x, 5, steps);
  for (int i = 0; i < 6; ++i) {
    sum += u[i] * x[i % n];
    u[i] = sum;
  }
  sum += relax(u, x, 5, steps / 2);
  for (int i = 0; i < 6; ++i)
    sum += u[i] * u[i];
  return sum;
}

/* The loop is in a function of its own, which is called several times, and its memory is freed by the caller. */
double called(const double *x, int n, int steps) {
  double sum = 0;
  for (int round = 0; round < 3; ++round) {
    double *u = malloc(4 * sizeof *u), *k = malloc(4 * sizeof *k);
    for (int i = 0; i < 4; ++i) {
      u[i] = x[i % n] + round;
      k[i] = x[(i + round) % n];
    }
    run(u, k, 4, steps);
    for (int i = 0; i < 4; ++i)
      sum += u[i] * k[i];
    free(u);
    free(k);
  }
  return sum;
}

static __attribute__((noinline)) int *table(int n) {
  int *next = malloc(n * sizeof *next);
  for (int i = 0; i < n; ++i)
    next[i] = (i * 3 + 1) % n;
  return next;
}

static __attribute__((noinline)) void drop(int *next) {
  next[0] = -1;
  free(next);
}

/* Indices that are freed elsewhere, and overwritten before. */
double dropped(const double *x, int n, int steps) {
  int *next = table(n);
  double s = x[0];
  for (int t = 0; t < steps; ++t)
    s = sin(s * x[next[t % n]]) + 0.3;
  drop(next);
  return s;
}
