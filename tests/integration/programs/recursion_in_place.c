/* Recursion that overwrites what its callers have read, and reads what nobody writes to; called twice, with other contents. */
__attribute__((noinline)) static double fold(double *state, const double *weights, int n) {
  if (n == 0)
    return state[0];
  double last = state[n - 1] * weights[n - 1];
  state[n - 1] = 0.25 * state[0] * state[n - 1];
  double below = fold(state, weights, n - 1);
  state[0] += 0.5 * below * last;
  return last * below + state[n - 1] * weights[n - 1];
}

double recursion_in_place(const double *x, int n) {
  double state[n];
  for (int i = 0; i < n; i++)
    state[i] = 1.0 + x[i] * x[i];
  double first = fold(state, x, n);
  for (int i = 0; i < n; i++)
    state[i] *= x[n - 1 - i];
  return first + fold(state, x, n);
}
