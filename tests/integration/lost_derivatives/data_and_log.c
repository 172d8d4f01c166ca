/* Constants are read from a file first, if there is one, and results are written to another: there is nothing to lose. */
#include <stdio.h>

double objective(const double *x, int n) {
  double weights[16], sum = 0;
  FILE *data = fopen("there is no such file", "r");
  for (int i = 0; i < n; i++)
    if (!data || fscanf(data, "%lf", &weights[i]) != 1) weights[i] = i + 1;
  if (data) fclose(data);
  FILE *log = fopen("/dev/null", "w");
  for (int i = 0; i < n; i++) {
    sum += weights[i] * x[i] * x[i];
    fprintf(log, "%g\n", sum);
    fprintf(stderr, "%s", sum > 1e300 ? "large\n" : "");
  }
  fclose(log);
  return sum;
}
