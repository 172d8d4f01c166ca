// Settings are read from text, where errors jump out of the parser; barriers for the compiler stand around the computation.
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf recovery;
static const char *const settings[] = {"3", "x1", "-2", "", "7y", "4"};

static long digits(const char *text) {
  char *end;
  long value = strtol(text, &end, 10);
  if (end == text) longjmp(recovery, 1);
  if (*end) longjmp(recovery, 2);
  return value;
}

static long setting(int index, long otherwise) {
  volatile long result = otherwise;
  switch (setjmp(recovery)) {
    case 0: result = digits(settings[index]); break;
    case 1: result = -1; break;
    default: result *= 2; break;
  }
  return result;
}

double objective(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    long weight = setting(i % 6, i + 1);
    double term = weight * x[i] * x[(i + 1) % n];
    __asm__ volatile("" : "+x"(term) : : "memory");
    __asm__ volatile("" : : "r,m"(weight));
    sum += term * term;
    __asm__("" : "+r"(weight), "+x"(sum));
    sum -= weight * term;
  }
  return sum;
}
