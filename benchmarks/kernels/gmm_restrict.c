/* As gmm.c, for callers who promise that no two arrays overlap. */
#include "gmm.c"

double gmm_objective_restrict(int d, int k, int n, const double *restrict alphas, const double *restrict means,
                              const double *restrict q, const double *restrict l, const double *restrict x,
                              double gamma, int m) {
  return gmm_objective(d, k, n, alphas, means, q, l, x, gamma, m);
}
