#include <math.h>
/*
 * Gaussian mixture model with a Wishart prior: the log-likelihood of n points x (n, d) for k components with
 * weights alphas (k), means (k, d) and inverse covariances. Component c has a lower triangular matrix Q: its
 * diagonal is exp(q[c]), and l[c] holds what is below it, column by column.
 */

static const double LOG_PI = 1.1447298858494002;
static const double LOG_2 = 0.6931471805599453;

static double log_sum_exp(int n, const double *x) {
  double largest = x[0];
  for (int i = 1; i < n; i++)
    if (x[i] > largest)
      largest = x[i];
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += exp(x[i] - largest);
  return largest + log(sum);
}

/* y = Q v */
static void multiply(int d, const double *diagonal, const double *below, const double *v, double *y) {
  for (int i = 0; i < d; i++)
    y[i] = diagonal[i] * v[i];
  int next = 0;
  for (int i = 0; i < d; i++)
    for (int j = i + 1; j < d; j++)
      y[j] += below[next++] * v[i];
}

static double squared_norm(int n, const double *x) {
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += x[i] * x[i];
  return sum;
}

/* The logarithm of the multivariate gamma function. */
static double log_gamma_multivariate(int d, double a) {
  double sum = 0.25 * d * (d - 1) * LOG_PI;
  for (int j = 0; j < d; j++)
    sum += lgamma(a - 0.5 * j);
  return sum;
}

/* The prior's logarithm; diagonals (k, d) and log_determinants (k) belong to the matrices Q. */
static double log_wishart_prior(int d, int k, const double *diagonals, const double *log_determinants,
                                const double *l, double gamma, int m) {
  int triangle = d * (d - 1) / 2;
  int freedom = d + m + 1;
  double constant =
      freedom * d * (log(gamma) - 0.5 * LOG_2) - log_gamma_multivariate(d, 0.5 * freedom);
  double sum = 0.0;
  for (int c = 0; c < k; c++) {
    double frobenius = squared_norm(d, &diagonals[c * d]) + squared_norm(triangle, &l[c * triangle]);
    sum += constant - 0.5 * gamma * gamma * frobenius + m * log_determinants[c];
  }
  return sum;
}

double gmm_objective(int d, int k, int n, const double *restrict alphas, const double *restrict means,
                     const double *restrict q, const double *restrict l, const double *restrict x, double gamma,
                     int m) {
  int triangle = d * (d - 1) / 2;
  double diagonals[k * d], log_determinants[k];
  for (int c = 0; c < k; c++) {
    log_determinants[c] = 0.0;
    for (int i = 0; i < d; i++) {
      log_determinants[c] += q[c * d + i];
      diagonals[c * d + i] = exp(q[c * d + i]);
    }
  }

  double centred[d], whitened[d], exponents[k];
  double likelihood = 0.0;
  for (int p = 0; p < n; p++) {
    for (int c = 0; c < k; c++) {
      for (int i = 0; i < d; i++)
        centred[i] = x[p * d + i] - means[c * d + i];
      multiply(d, &diagonals[c * d], &l[c * triangle], centred, whitened);
      exponents[c] = alphas[c] + log_determinants[c] - 0.5 * squared_norm(d, whitened);
    }
    likelihood += log_sum_exp(k, exponents);
  }
  return -0.5 * n * d * (LOG_2 + LOG_PI) + likelihood - n * log_sum_exp(k, alphas) +
         log_wishart_prior(d, k, diagonals, log_determinants, l, gamma, m);
}
