/* Functions of the program that derivatives call as they are: they stay in its own module, however they are called there. */
#include "check.h"
#include <setjmp.h>
#include <stdlib.h>

double __enzyme_autodiff(void *, ...);

static jmp_buf recovery;
static const char *const settings[] = {"3", "x1", "-2"};

static long number(const char *text) {
  char *end;
  long value = strtol(text, &end, 10);
  if (end == text)
    longjmp(recovery, 1);
  return value;
}

static long setting(int index) {
  return setjmp(recovery) == 0 ? number(settings[index]) : 10;
}

double weighted(double x) {
  double sum = 0;
  for (int i = 0; i < 3; i++)
    sum += setting(i) * x * x;
  return sum;
}

int main(void) {
  CHECK(__enzyme_autodiff((void *)weighted, 2.0), 2 * 2 * (3 + 10 - 2));
  CHECK(weighted(2), 44);
  return failures;
}
