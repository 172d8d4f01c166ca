// A path-dependent option by Monte Carlo with a linear congruential generator and Box-Muller.
// X: 1.0 0.95 0.25 0.03
#include <math.h>
#include <stdint.h>

static uint64_t state;

static double uniform(void) {
  state = state * 6364136223846793005ULL + 1442695040888963407ULL;
  return ((double)(state >> 11) + 0.5) * 0x1p-53;
}

static double normal(void) {
  static int have = 0;
  static double spare;
  if (have) {
    have = 0;
    return spare;
  }
  double r = sqrt(-2.0 * log(uniform())), phi = 6.283185307179586 * uniform();
  spare = r * sin(phi);
  have = 1;
  return r * cos(phi);
}

struct market {
  double spot, strike, volatility, rate;
};

static double asian_payoff(const struct market *m, int steps) {
  double dt = 1.0 / steps, price = m->spot, average = 0.0;
  double drift = (m->rate - 0.5 * m->volatility * m->volatility) * dt;
  for (int i = 0; i < steps; i++) {
    price *= exp(drift + m->volatility * sqrt(dt) * normal());
    average += price / steps;
  }
  double over = average - m->strike;
  return over > 0.0 ? over : 0.0;
}

double objective(const double *x, int n) {
  struct market m = {x[0], x[1], x[2], n > 3 ? x[3] : 0.0};
  state = 42;
  double sum = 0.0;
  enum { PATHS = 40, STEPS = 6 };
  for (int i = 0; i < PATHS; i++) sum += asian_payoff(&m, STEPS);
  return exp(-m.rate) * sum / PATHS;
}
