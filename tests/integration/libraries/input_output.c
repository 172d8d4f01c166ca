// What programs do beside computing: files, strings, assertions, random numbers. Some of it goes through active memory.
#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// `w` is overwritten by what is read: its derivatives are gone then.
double chatty(const double *x, int n) {
  char text[64];
  double sum = 0, w[4] = {0};
  FILE *zeros = fopen("/dev/zero", "rb"), *sink = fopen("/dev/null", "w");
  srand(3);
  errno = 0;
  for (int i = 0; i < n; i++) {
    assert(x[i] < 1e9);
    snprintf(text, sizeof text, "%g and %s", 2.5, i % 2 ? "odd" : "even");
    char *end;
    double factor = strtod(text, &end) + (double)(strstr(end, "odd") != NULL);
    w[i % 4] = x[i] * factor;
    if (i == 1 && fread(w, sizeof(double), 4, zeros) != 4) abort();
    sum += w[i % 4] * x[i] + w[(i + 3) % 4] + 1e-20 * (rand() % 2) + 0 * (double)time(NULL);
    fprintf(sink, "%d %s\n", i, text);
  }
  fclose(zeros);
  fclose(sink);
  return sum;
}

// Numbers are read, and go nowhere but into the result: nothing is active there.
double scaled_by_text(double x, const char *text) {
  double factor = 0;
  if (sscanf(text, "%lf", &factor) != 1) return 0;
  return factor * x * x;
}

// What is read here overwrites active memory, and how much of it only the format says.
double read_over(double x, const char *text) {
  double y = x * x;
  sscanf(text, "%lf", &y);
  return y * x;
}

long double toward(double x) { return (long double)nexttoward(3 * x, 7.0L) * 2; }
double nexttoward_of(double x) { return (double)toward(x) + nexttowardf((float)x, 9.0L); }
