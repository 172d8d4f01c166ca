/* Heap memory inside of what is differentiated: the library's and the program's own. */
#include "check.h"
#include <stdlib.h>
#include <string.h>

double __enzyme_autodiff(void *, ...);
double __enzyme_fwddiff(void *, ...);

double library(double x, int n) {
  double *powers = malloc(n * sizeof *powers);
  powers[0] = 1;
  for (int i = 1; i < n; i++)
    powers[i] = powers[i - 1] * x;
  double last = powers[n - 1];
  free(powers);
  return last;
}

static char pool[4096];
static int used = 0, freed = 0;
__attribute__((noinline)) void *take(int tag, unsigned long size) {
  void *memory = pool + used;
  used += size;
  return memory;
}
__attribute__((noinline)) void give(int tag, void *memory) { freed++; }
void *__enzyme_allocation_like_take[4] = {(void *)take, (void *)1, (void *)"0,-1", (void *)give};

double own(double x) {
  double *two = take(7, 2 * sizeof(double));
  two[0] = x * x;
  two[1] = two[0] * x;
  double result = two[1];
  give(7, two);
  return result;
}

int main(void) {
  CHECK(__enzyme_autodiff((void *)library, 3.0, 4), 27);
  CHECK(__enzyme_fwddiff((void *)library, 3.0, 1.0, 4), 27);
  CHECK(__enzyme_autodiff((void *)own, 3.0), 27);
  CHECK(freed >= 1, 1);
  return failures;
}
