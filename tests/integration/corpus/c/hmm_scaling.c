// The log likelihood of a hidden Markov model: forward algorithm with scaling, rows by soft-max, int8 observations.
// X: 0.2 -0.4 0.9 0.1 0.5 -0.3 0.8 0.6 -0.7 1.0
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { STATES = 2, SYMBOLS = 3 };

typedef struct {
  double initial[STATES];
  double transition[STATES][STATES];
  double emission[STATES][SYMBOLS];
} Model;

static void soft_max(double *out, const double *in, size_t n) {
  double total = 0.0;
  for (size_t i = 0; i < n; ++i) total += out[i] = exp(in[i]);
  for (size_t i = 0; i < n; ++i) out[i] /= total;
}

static Model *model_from(const double *x) {
  Model *m = calloc(1, sizeof(Model));
  const double *p = x;
  m->initial[0] = 0.6;
  m->initial[1] = 0.4;
  for (int i = 0; i < STATES; i++, p += STATES) soft_max(m->transition[i], p, STATES);
  for (int i = 0; i < STATES; i++, p += SYMBOLS) soft_max(m->emission[i], p, SYMBOLS);
  return m;
}

double objective(const double *x, int n) {
  static const int8_t observed[] = {0, 2, 1, 1, 0, 2, 2, 1, -1};
  (void)n;
  Model *m = model_from(x);
  double alpha[STATES], next[STATES], log_likelihood = 0.0;
  for (int s = 0; s < STATES; s++) alpha[s] = m->initial[s] * m->emission[s][observed[0]];
  for (const int8_t *o = observed + 1; *o >= 0; o++) {
    double scale = 0.0;
    for (int s = 0; s < STATES; s++) {
      next[s] = 0.0;
      for (int r = 0; r < STATES; r++) next[s] += alpha[r] * m->transition[r][s];
      next[s] *= m->emission[s][*o];
      scale += next[s];
    }
    for (int s = 0; s < STATES; s++) alpha[s] = next[s] / scale;
    log_likelihood += log(scale);
  }
  free(m);
  return log_likelihood;
}
