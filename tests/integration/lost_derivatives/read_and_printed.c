/* Numbers are read from one text, and others are printed to another: there is nothing to lose. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((noinline)) static double read_number(const char *line, int index) {
  char copy[64];
  strncpy(copy, line, sizeof copy - 1);
  copy[63] = 0;
  char *at = copy;
  double value = 0;
  for (int i = 0; i <= index; i++) value = strtod(at, &at);
  return value;
}

__attribute__((noinline)) static int report(char *line, double value) {
  int k = sprintf(line, "value %g", value);
  return k + (int)strlen(line);
}

double objective(const double *x, int n) {
  char line[64];
  double r = 0;
  int printed = 0;
  for (int i = 0; i < n; i++) {
    r += x[i] * x[i] * read_number("1.5 2.25 -3", i % 3);
    printed += report(line, r);
  }
  return printed > 0 ? r : 0;
}
