// An iteration that logs what it does with printf-like functions, into a buffer and through a callback: the log has no derivative.
#include <math.h>
#include <stdio.h>

static char buffer[128];
static int lines = 0;

static void quiet(const char *text) { lines += text[0] == 's'; }

double objective(const double *x, int n) {
  void (*log)(const char *) = quiet;
  double value = 1.0;
  for (int i = 0; i < n; i++) {
    value = sqrt(value * value + x[i] * x[i]);
    snprintf(buffer, sizeof buffer, "step %d: %f at %p", i, value, (const void *)x);
    log(buffer);
  }
  return value * value + 0.0 * lines;
}
