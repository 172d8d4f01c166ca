/* Loops of all kinds: nested, with early exits, rotated by the optimiser, with goto. */
long collatz(long n) {
  long steps = 0;
  while (n != 1) {
    n = n & 1 ? 3 * n + 1 : n / 2;
    steps++;
  }
  return steps;
}

double triangle(const double *x, long n) {
  double sum = 0;
  for (long i = 0; i < n; i++)
    for (long j = i; j < n; j++) {
      if (x[j] < 0)
        continue;
      if (x[j] > 100)
        break;
      sum += x[i] * x[j];
    }
  return sum;
}

long first_above(const double *x, long n, double limit) {
  for (long i = 0; i < n; i++)
    if (x[i] > limit)
      return i;
  return -1;
}

int state_machine(int state, int steps) {
  int count = 0;
  if (steps < 0)
    goto out;
middle:
  if (++count > steps)
    goto out;
  if (state % 3 == 0) {
    state = state * 7 + 1;
    goto middle;
  }
  state += count;
  if (state & 1)
    goto middle;
  state /= 2;
  goto middle;
out:
  return state * 1000 + count;
}

float rotate_three(float a, float b, float c, int n) {
  for (int i = 0; i < n; i++) {
    float t = a;
    a = b;
    b = c;
    c = t * 0.5f + a;
  }
  return a + 10 * b + 100 * c;
}
