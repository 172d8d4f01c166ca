/* Counters, a sign and bits that some iterations change; one counter decides about itself, and one restarts in each outer iteration. */
double conditional_counters(const double *x, const int *kinds, int n) {
  double sum = 0.0, sign = 1.0;
  int chosen = 0, left = n, bits = 3, limited = 0;
  for (int i = 0; i < n; i++) {
    double square = x[i] * x[i] * sign;
    if (kinds[i] & 1) {
      sum += square * x[chosen] * sum;
      sign = -sign;
      chosen += 1;
    } else {
      left -= kinds[i] & 3;
      sum += x[(left + n) % n] * square;
    }
    bits ^= kinds[i] & 5;
    sum += 0.25 * x[bits % n] * sum * square;
    if (limited < 3)
      limited++;
    sum *= 1.0 + 0.5 * x[limited % n];
    int inner = 0;
    double turned = 1.0;
    for (int j = 0; j < n; j++) {
      sum += 0.125 * x[j] * x[inner] * turned * sum;
      inner += kinds[j] & 1;
      turned = kinds[j] & 2 ? -turned : turned;
    }
  }
  return sum * sign;
}
