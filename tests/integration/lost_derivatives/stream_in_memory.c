/* Numbers that are printed to a stream in memory.
   REFUSED: get lost in text or files that .strtod. reads numbers from */
#include <stdio.h>
#include <stdlib.h>
double objective(const double *x, int n) {
  char *text; size_t size; double s = 0;
  FILE *f = open_memstream(&text, &size);
  for (int i = 0; i < n; i++) fprintf(f, "%.17g ", x[i] * x[i]);
  fclose(f);
  char *p = text;
  for (int i = 0; i < n; i++) s += strtod(p, &p);
  free(text);
  return s;
}
