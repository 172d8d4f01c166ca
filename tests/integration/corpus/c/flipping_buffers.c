/* A global pointer that still leads where the last call has left it: nothing says where its shadow would lead. */
/* REFUSED: may have been set outside of the derivative */
static double front[4], back[4];
static double *current = front;

static void flip(int times) {
  current = current == front ? back : front;
  if (times > 1) flip(times - 2);
}

double objective(const double *x, int n) {
  for (int i = 0; i < 4; i++) front[i] = back[i] = 0;
  double sum = 0;
  for (int i = 0; i < n; i++) {
    current[i % 4] += x[i] * x[i];
    flip(i);
    sum += current[(i + 1) % 4] * x[i];
  }
  return sum;
}
