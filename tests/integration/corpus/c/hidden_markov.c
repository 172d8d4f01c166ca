/* The log-likelihood of a sequence under a hidden Markov model, by the scaled forward algorithm. */
#include <math.h>

#define STATES 3
#define SYMBOLS 4

static const int sequence[] = {0, 2, 1, 3, 3, 0, 1, 2, 2, 1, 0, 3};

static void softmax(const double *from, int stride, int wrap, double *to, int count) {
  double sum = 0.0;
  for (int i = 0; i < count; i++)
    sum += to[i] = exp(from[(i * stride) % wrap]);
  for (int i = 0; i < count; i++)
    to[i] /= sum;
}

double objective(const double *x, int n) {
  double transition[STATES][STATES], emission[STATES][SYMBOLS], belief[STATES];
  for (int i = 0; i < STATES; i++) {
    softmax(x + i, 2, n - i, transition[i], STATES);
    softmax(x + i, 1, n - i, emission[i], SYMBOLS);
  }
  softmax(x, 3, n, belief, STATES);
  double log_likelihood = 0.0;
  for (unsigned t = 0; t < sizeof sequence / sizeof *sequence; t++) {
    double next[STATES] = {0}, norm = 0.0;
    for (int i = 0; i < STATES; i++) {
      for (int j = 0; j < STATES; j++)
        next[i] += belief[j] * transition[j][i];
      next[i] *= emission[i][sequence[t]];
      norm += next[i];
    }
    for (int i = 0; i < STATES; i++)
      belief[i] = next[i] / norm;
    log_likelihood += log(norm);
  }
  return log_likelihood;
}
