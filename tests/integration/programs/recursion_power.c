/* Recursion in the way of the factorial. */
__attribute__((noinline)) static double power(double x, int n) {
  if (n == 0)
    return 1.0;
  return x * power(x + 0.01 * n, n - 1);
}

double recursion_power(double x, int n) { return power(x, n); }
