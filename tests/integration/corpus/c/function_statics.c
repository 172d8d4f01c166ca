/* State in globals: accumulators, static locals, a pointer to one of two buffers, a table of pointers. */
#include <string.h>

static double front[8], back[8], total;
static double *current = front;
static double *const buffers[2] = {front, back};
static const double weights[4] = {0.5, 0.25, 0.125, 0.0625};
_Thread_local double scratch[2];

static double momentum(double value) {
  static double last;
  double change = value - last;
  last = value;
  return change;
}

static void flip(void) { current = current == front ? back : front; }

double objective(const double *x, int n) {
  current = front;
  total = 0;
  momentum(0);
  memset(front, 0, sizeof front);
  memset(back, 0, sizeof back);
  for (int i = 0; i < n; i++) {
    current[i % 8] += x[i] * x[i];
    buffers[i % 2][(i + 1) % 8] += weights[i % 4] * x[i];
    scratch[i % 2] = momentum(x[i]);
    total += scratch[i % 2] * current[(i + 3) % 8];
    flip();
  }
  for (int i = 0; i < 8; i++) total += front[i] * back[7 - i];
  return total;
}
