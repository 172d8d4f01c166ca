// Monte Carlo with a Mersenne twister of its own, Box-Muller with a spare, antithetic paths, Cholesky by rows, Welford statistics, qsort of payoffs (double compare).
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
typedef struct { uint32_t mt[624]; int at; int has; double spare; } twister;
static void seed(twister *t, uint32_t s) { t->mt[0] = s; for (int i = 1; i < 624; i++) t->mt[i] = 1812433253u * (t->mt[i - 1] ^ (t->mt[i - 1] >> 30)) + i; t->at = 624; t->has = 0; }
static uint32_t draw(twister *t) {
  if (t->at >= 624) { for (int i = 0; i < 624; i++) { uint32_t y = (t->mt[i] & 0x80000000u) | (t->mt[(i + 1) % 624] & 0x7fffffffu); t->mt[i] = t->mt[(i + 397) % 624] ^ (y >> 1) ^ ((y & 1) ? 0x9908b0dfu : 0); } t->at = 0; }
  uint32_t y = t->mt[t->at++]; y ^= y >> 11; y ^= (y << 7) & 0x9d2c5680u; y ^= (y << 15) & 0xefc60000u; return y ^ (y >> 18);
}
static double unit(twister *t) { uint32_t a = draw(t) >> 5, b = draw(t) >> 6; return (a * 67108864.0 + b) / 9007199254740992.0; }
static double gauss(twister *t) {
  if (t->has) { t->has = 0; return t->spare; }
  double u, v, s; do { u = 2 * unit(t) - 1; v = 2 * unit(t) - 1; s = u * u + v * v; } while (s >= 1 || s == 0);
  double m = sqrt(-2 * log(s) / s); t->spare = v * m; t->has = 1; return u * m;
}
static int cmp(const void *a, const void *b) { double x = *(const double *)a, y = *(const double *)b; return (x > y) - (x < y); }
double objective(const double *x, int n) {
  (void)n; enum { A = 3, PATHS = 12, STEPS = 4 };
  twister t; seed(&t, 5489);
  double corr[A][A] = {{1, tanh(x[0]) / 3, tanh(x[1]) / 3}, {0, 1, tanh(x[2]) / 3}, {0, 0, 1}}, L[A][A] = {{0}};
  for (int i = 0; i < A; i++) for (int j = 0; j <= i; j++) { double s = corr[j][i]; for (int k = 0; k < j; k++) s -= L[i][k] * L[j][k]; L[i][j] = i == j ? sqrt(s) : s / L[j][j]; }
  double *payoff = malloc(2 * PATHS * sizeof *payoff), mean = 0, m2 = 0; int count = 0;
  for (int p = 0; p < PATHS; p++) {
    double z[STEPS][A]; for (int s = 0; s < STEPS; s++) for (int a = 0; a < A; a++) z[s][a] = gauss(&t);
    for (int sign = -1; sign <= 1; sign += 2) {
      double price[A], knocked = 1; for (int a = 0; a < A; a++) price[a] = 100 + 5 * x[3 + a];
      for (int s = 0; s < STEPS; s++) for (int a = 0; a < A; a++) { double w = 0; for (int k = 0; k <= a; k++) w += L[a][k] * z[s][k]; double vol = 0.2 + 0.05 * x[6]; price[a] *= exp((x[7] / 20 - vol * vol / 2) / STEPS + sign * vol * w / sqrt(STEPS)); knocked *= 1 / (1 + exp(-(price[a] - 60) / 3)); }
      double best = price[0]; for (int a = 1; a < A; a++) if (price[a] > best) best = price[a];
      double v = knocked * (best > 100 ? best - 100 : 0); payoff[count++] = v; double d = v - mean; mean += d / count; m2 += d * (v - mean);
    }
  }
  qsort(payoff, count, sizeof *payoff, cmp);
  double var95 = payoff[(int)(0.9 * count)], es = 0; for (int i = (int)(0.9 * count); i < count; i++) es += payoff[i];
  free(payoff);
  return mean + 0.1 * sqrt(m2 / (count - 1)) + 0.01 * var95 + 0.001 * es;
}
