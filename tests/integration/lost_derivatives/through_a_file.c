/* Numbers that are written to a file and read from it, line by line, in functions of their own.
   REFUSED: get lost in text or files that '(load|strtod)' reads numbers from */
#include <stdio.h>
#include <stdlib.h>

static void save(const char *path, const double *x, int n) {
  FILE *file = fopen(path, "w");
  for (int i = 0; i < n; i++) fprintf(file, "%.17g\n", x[i]);
  fclose(file);
}

static void load(const char *path, double *y, int n) {
  char line[100];
  FILE *file = fopen(path, "r");
  for (int i = 0; i < n; i++)
    if (fgets(line, sizeof line, file)) y[i] = strtod(line, 0);
  fclose(file);
}

double objective(const double *x, int n) {
  double y[16] = {0}, sum = 0;
  save("numbers.txt", x, n);
  load("numbers.txt", y, n);
  for (int i = 0; i < n; i++) sum += y[i] * y[i];
  return sum;
}
