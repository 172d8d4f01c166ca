/* Integers made with shifts and masks choose elements and signs. */
double bit_operations(const double *x, int n) {
  unsigned state = 12345u;
  double sum = 0.0;
  for (int i = 0; i < 2 * n; i++) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    double sign = (state >> 7) & 1 ? -1.0 : 1.0;
    sum = 0.8 * sum + sign * x[state % (unsigned)n] * x[i & 3];
  }
  return sum;
}
