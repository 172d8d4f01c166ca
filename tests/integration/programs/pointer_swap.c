/* Two buffers that change places each step: pointers as loop-carried values. */
double pointer_swap(const double *x, int n, int steps) {
  double first[8], second[8], *from = first, *to = second;
  for (int i = 0; i < n; i++)
    from[i] = x[i];
  for (int step = 0; step < steps; step++) {
    for (int i = 0; i < n; i++)
      to[i] = 0.5 * from[i] * from[i] + 0.5 * from[(i + 1) % n];
    double *t = from;
    from = to;
    to = t;
  }
  return from[0] * from[n - 1];
}
