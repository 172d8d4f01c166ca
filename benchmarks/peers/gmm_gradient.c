#include <math.h>
/*
 * The gradient of gmm.c by hand: adds to d_alphas (k), d_means (k, d), d_q (k, d) and d_l (k, d (d - 1) / 2), and returns the
 * objective. The derivative of log-sum-exp is the softmax, so each point needs one pass over the components and back.
 */

static const double LOG_PI = 1.1447298858494002;
static const double LOG_2 = 0.6931471805599453;

/* Replaces x by its softmax; returns its log-sum-exp. */
static double softmax(int n, double *x) {
  double largest = x[0];
  for (int i = 1; i < n; i++)
    if (x[i] > largest)
      largest = x[i];
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    x[i] = exp(x[i] - largest);
    sum += x[i];
  }
  for (int i = 0; i < n; i++)
    x[i] /= sum;
  return largest + log(sum);
}

/* y = Q v */
static void multiply(int d, const double *restrict diagonal, const double *restrict below,
                     const double *restrict v, double *restrict y) {
  for (int i = 0; i < d; i++)
    y[i] = diagonal[i] * v[i];
  for (int i = 0; i < d; i++) {
    for (int j = i + 1; j < d; j++)
      y[j] += below[j - i - 1] * v[i];
    below += d - i - 1;
  }
}

/* For y = Q v whose square has the derivative -weight / 2: what goes to Q, and to what v was computed from. */
static void multiply_reversed(int d, double weight, const double *restrict diagonal,
                              const double *restrict below, const double *restrict v,
                              const double *restrict y, double *restrict d_diagonal,
                              double *restrict d_below, double *restrict d_mean) {
  for (int i = 0; i < d; i++) {
    double d_v = diagonal[i] * y[i];
    d_diagonal[i] -= weight * v[i] * y[i];
    for (int j = i + 1; j < d; j++) {
      d_v += below[j - i - 1] * y[j];
      d_below[j - i - 1] -= weight * v[i] * y[j];
    }
    d_mean[i] += weight * d_v;
    below += d - i - 1;
    d_below += d - i - 1;
  }
}

double gmm_gradient(int d, int k, int n, const double *restrict alphas, const double *restrict means,
                    const double *restrict q, const double *restrict l, const double *restrict x,
                    double gamma, int m, double *restrict d_alphas, double *restrict d_means,
                    double *restrict d_q, double *restrict d_l) {
  int triangle = d * (d - 1) / 2;
  double diagonals[k * d], d_diagonals[k * d], log_determinants[k], d_log_determinants[k];
  for (int c = 0; c < k; c++) {
    log_determinants[c] = d_log_determinants[c] = 0.0;
    for (int i = 0; i < d; i++) {
      log_determinants[c] += q[c * d + i];
      diagonals[c * d + i] = exp(q[c * d + i]);
      d_diagonals[c * d + i] = 0.0;
    }
  }

  double centred[k * d], whitened[k * d], weights[k];
  double objective = -0.5 * n * d * (LOG_2 + LOG_PI);
  for (int p = 0; p < n; p++) {
    for (int c = 0; c < k; c++) {
      double *v = &centred[c * d], *y = &whitened[c * d], square = 0.0;
      for (int i = 0; i < d; i++)
        v[i] = x[p * d + i] - means[c * d + i];
      multiply(d, &diagonals[c * d], &l[c * triangle], v, y);
      for (int i = 0; i < d; i++)
        square += y[i] * y[i];
      weights[c] = alphas[c] + log_determinants[c] - 0.5 * square;
    }
    objective += softmax(k, weights);
    for (int c = 0; c < k; c++) {
      d_alphas[c] += weights[c];
      d_log_determinants[c] += weights[c];
      multiply_reversed(d, weights[c], &diagonals[c * d], &l[c * triangle], &centred[c * d],
                        &whitened[c * d], &d_diagonals[c * d], &d_l[c * triangle],
                        &d_means[c * d]);
    }
  }

  for (int c = 0; c < k; c++)
    weights[c] = alphas[c];
  objective -= n * softmax(k, weights);
  int freedom = d + m + 1;
  double log_gammas = 0.25 * d * (d - 1) * LOG_PI;
  for (int j = 0; j < d; j++)
    log_gammas += lgamma(0.5 * (freedom - j));
  objective += k * (freedom * d * (log(gamma) - 0.5 * LOG_2) - log_gammas);
  for (int c = 0; c < k; c++) {
    d_alphas[c] -= n * weights[c];
    objective += m * log_determinants[c];
    for (int i = 0; i < d; i++) {
      double diagonal = diagonals[c * d + i];
      objective -= 0.5 * gamma * gamma * diagonal * diagonal;
      d_q[c * d + i] += d_log_determinants[c] + m +
                        diagonal * (d_diagonals[c * d + i] - gamma * gamma * diagonal);
    }
    for (int i = 0; i < triangle; i++) {
      double below = l[c * triangle + i];
      objective -= 0.5 * gamma * gamma * below * below;
      d_l[c * triangle + i] -= gamma * gamma * below;
    }
  }
  return objective;
}
