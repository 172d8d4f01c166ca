/* Unsigned chars and booleans decide what is summed. */
double byte_logic(const double *x, const unsigned char *flags, int n) {
  double sum = 0.0;
  unsigned char seen = 0;
  for (int i = 0; i < n; i++) {
    _Bool odd = flags[i] & 1, large = x[i] > 1.0;
    if ((odd && large) || (!odd && flags[i] > 200))
      sum += x[i] * x[i];
    else if (odd != large)
      sum -= 0.5 * x[i];
    seen |= flags[i];
  }
  return sum * seen;
}
