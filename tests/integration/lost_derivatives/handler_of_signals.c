/* A handler of signals changes a number behind the program's back.
   REFUSED: cannot differentiate a call of 'signal' */
#include <signal.h>

static volatile double number;

static void square(int signal) { number = number * number; }

double objective(const double *x, int n) {
  double sum = 0;
  signal(SIGUSR1, square);
  for (int i = 0; i < n; i++) {
    number = x[i];
    raise(SIGUSR1);
    sum += number;
  }
  return sum;
}
