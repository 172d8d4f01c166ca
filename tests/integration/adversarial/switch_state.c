/* A state machine with fall-through and continue. */
double switch_state(double *x, int n) {
  double a = x[0], b = x[1];
  int state = 0;
  for (int i = 0; i < 3 * n; i++) {
    switch (state) {
      case 0: a = a * b + 0.1; state = a > 1.0 ? 2 : 1; break;
      case 1: b = b + x[i % n]; state = b > 2.0 ? 3 : 0; break;
      case 2: a = a - x[i % n] * b; state = 1;
      default: b *= 0.9; if (state == 3) { state = 0; continue; } a += b;
    }
  }
  return a * b;
}
