#include <math.h>
/* Two functions that call each other. */
static double odd(double x, int n);

__attribute__((noinline)) static double even(double x, int n) {
  if (n == 0)
    return x;
  return sin(odd(x, n - 1)) + x;
}

__attribute__((noinline)) static double odd(double x, int n) {
  if (n == 0)
    return x * x;
  return even(x * 0.9, n - 1) * x;
}

double recursion_mutual(double x, int n) { return even(x, n); }
