// TOLERANCE: 1e-6
/* Records with a name beside their numbers, which is printed into them. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
struct record { double value; char name[12]; float weight; double error; };
static void rename_record(struct record *r, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(r->name, sizeof r->name, format, arguments);
  va_end(arguments);
}
double objective(const double *x, int n) {
  struct record all[8];
  double r = 0;
  for (int i = 0; i < n; i++) {
    all[i].value = x[i];
    all[i].weight = (float)(x[i] * x[(i + 1) % n]);
    all[i].error = x[i] * x[0];
    snprintf(all[i].name, sizeof all[i].name, "r%d: %.3f m", i, x[i]);
    if (i % 2) rename_record(&all[i], "x%d", i);
    if (i % 3 == 0) sprintf(all[i].name, "%d", i);
  }
  for (int i = 0; i < n; i++) r += all[i].value * all[i].weight * strlen(all[i].name) + all[i].error;
  return r;
}
