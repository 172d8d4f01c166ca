/* What is not differentiated may hold anything. */
#include "check.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

double __enzyme_autodiff(void *, ...);
static double square(double x) { return x * x; }

static jmp_buf place;
static double added(int count, ...) {
  va_list list;
  va_start(list, count);
  double sum = 0;
  for (int i = 0; i < count; i++)
    sum += va_arg(list, double);
  va_end(list);
  return sum;
}
static int compared(const void *a, const void *b) {
  return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

int main(int argc, char **argv) {
  volatile int visits = 0;
  if (setjmp(place) == 0) {
    visits = 1;
    longjmp(place, 1);
  }
  int one = 1;
  __asm__ volatile("" : "+r"(one));
  char *text = strdup("text");
  double sorted[3] = {3, 1, 2};
  qsort(sorted, 3, sizeof *sorted, compared);
  void *targets[] = {&&here, &&there};
  goto *targets[argc > 100];
here:
  CHECK(__enzyme_autodiff((void *)square, sorted[2] * one * visits), 6);
there:
  CHECK(added(3, 1.0, 2.0, __enzyme_autodiff((void *)square, 1.0)), 5);
  printf("%s %f\n", text, __enzyme_autodiff((void *)square, 5.0));
  free(text);
  return failures;
}
