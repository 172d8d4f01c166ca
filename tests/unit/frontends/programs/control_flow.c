/* Loops, switches, jumps and recursion. */
static double walk(int n, const double *x) {
  double s = 0;
  int i = 0;
  while (1) {
    if (i >= n) break;
    if (x[i] < 0) { i += 2; continue; }
    s += x[i];
    if (s > 100) goto done;
    switch ((int)x[i]) {
    case 1: s *= 2; break;
    case 2:
    case 3: s += 7; /* falls through */
    case 4: s -= 1; break;
    case 100: goto done;
    default: s += 0.25;
    }
    i++;
  }
  do { s = s / 2; } while (s > 10);
done:
  return s > 5 ? s : -s;
}

static double recursive(int n, double x) {
  return n <= 0 ? x : x * recursive(n - 1, x * 0.5) + recursive(n - 2, x);
}

static int crossing(int n) { /* a loop with two entries */
  int k = 0;
  if (n & 1) goto middle;
top:
  k += 3;
middle:
  k += 1;
  if (--n > 0) goto top;
  return k;
}

static const char *word(int i) {
  switch (i) {
  case 0: return "no";
  case 1: return "yes";
  case 2: return "perhaps";
  default: return "?";
  }
}

int run(double *out) {
  static const double x[9] = {1, 2.5, -1, 3.1, 4.2, 0.5, 9, 8, 100.5};
  int n = 0;
  for (int i = 0; i <= 9; i++) {
    out[n++] = walk(i, x);
    out[n++] = recursive(i, 1.1);
    out[n++] = crossing(i);
    out[n++] = word(i)[0];
    out[n++] = i < 3 && i != 1;
  }
  return n;
}
