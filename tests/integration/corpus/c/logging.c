// Computation with progress reports: variadic helpers, formatted strings, a volatile counter, atomic statistics.
#include <math.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

static char journal[512];
static volatile int verbosity = 1;
static _Atomic long calls;

static void report(const char *format, ...) {
  if (!verbosity) return;
  va_list arguments;
  va_start(arguments, format);
  size_t used = strlen(journal);
  vsnprintf(journal + used, sizeof journal - used, format, arguments);
  va_end(arguments);
}

static double newton_root(double target) {
  double guess = 1.0 + 0.5 * target;
  for (int i = 0; i < 20; i++) {
    double residual = guess * guess - target;
    if (fabs(residual) < 1e-13) {
      report("%d iterations;", i);
      break;
    }
    guess -= residual / (2.0 * guess);
  }
  atomic_fetch_add(&calls, 1);
  return guess;
}

double objective(const double *x, int n) {
  journal[0] = '\0';
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double root = newton_root(1.0 + x[i] * x[i]);
    report(" x[%d]=%.3f", i, root);
    sum += root * (i + 1);
  }
  return strchr(journal, '=') ? sum : -sum;
}
