/* Recursion with two calls, on halves of an array. */
__attribute__((noinline)) static double tree(const double *x, int begin, int end) {
  if (end - begin == 1)
    return x[begin] * x[begin];
  int middle = begin + (end - begin) / 2;
  double left = tree(x, begin, middle);
  double right = tree(x, middle, end);
  return left * right + 0.5 * left;
}

double recursion_tree(const double *x, int n) { return tree(x, 0, n); }
