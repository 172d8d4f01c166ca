/* A table of pointers to inputs and to constants, which a function that isn't inlined cannot tell apart. */
static const double offset = 0.3;
static const double weights[] = {0.5, -1.5, 2.0};

__attribute__((noinline)) static double combine(const double *const *terms, int count, double s) {
  double sum = 0.0;
  for (int i = 0; i < count; i++)
    sum = sum * s + *terms[i];
  return sum;
}

double objective(const double *x, int n) {
  double square = x[0] * x[0], product = x[1] * x[2];
  const double *terms[] = {&square, &offset, &product, weights + 1, x + 3};
  return combine(terms, 5, x[4]) + combine(terms + 1, 3, x[5]);
}
