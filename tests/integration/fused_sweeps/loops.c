/*
 * Loops whose sweeps become one, and loops whose sweeps must not: `double f(const double *x, double *y, int n)`, with n = 8 numbers in x
 * and 32 in y.
 */
#include <math.h>

/* Independent iterations */

double sum_of_squares(const double *x, double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += sin(x[i]) * x[i];
  return 3 * sum + 1;
}

double map(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = exp(x[i]) * x[i];
  return 0;
}

double map_and_sum(const double *x, double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    double t = x[i] * x[i];
    y[2 * i] = sin(t);
    y[2 * i + 1] = cos(t) * x[0];
    sum += t * t;
  }
  return sum;
}

double pairs(const double *x, double *y, int n) {
  double energy = 0;
  for (int i = 0; i < n; i++)
    for (int j = 0; j < i; j++) {
      double d = x[i] - x[j];
      energy += 1 / sqrt(d * d + 0.25);
    }
  return energy;
}

double inner_product_chain(const double *x, double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    double product = 1;
    for (int j = 0; j < n; j++)
      product *= 1 + 0.1 * x[j] * x[i];
    sum += log(product);
  }
  return sum;
}

double newton_per_element(const double *x, double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    double root = 1;
    while (fabs(root * root - (2 + x[i] * x[i])) > 1e-12)
      root -= (root * root - (2 + x[i] * x[i])) / (2 * root);
    sum += root;
  }
  return sum;
}

double branches(const double *x, double *y, int n) {
  double up = 0, down = 0;
  for (int i = 0; i < n; i++)
    if (x[i] > 0)
      up += x[i] * x[i] * exp(x[i]);
    else
      down += x[i] * sin(x[i]);
  return up - 2 * down;
}

double scattered(const double *x, double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += x[(5 * i + 3) % n] * x[i] * x[n - 1 - i];
  return sum;
}

/* Iterations that depend on each other, or results that are needed before the reversed loop */

/* Under a condition that both sweeps test */

double guarded_powers(const double *x, double *y, int n) {
  double sum = 0;
  for (int i = 1; i <= n; i++)
    sum += exp(*x * i) / i;
  return sum;
}

double chosen(const double *x, double *y, int n) {
  double sum = 0;
  if (x[3] > 0.5) {
    double scale = sin(x[3]);
    for (int i = 0; i < n; i++) {
      y[i] = scale * x[i] * x[i];
      sum += scale * cos(x[i]);
    }
  } else {
    for (int i = 0; i < n; i++)
      sum += x[i];
  }
  return 2 * sum;
}

double guarded_and_needed(const double *x, double *y, int n) {
  double sum = 1;
  for (int i = 1; i <= n; i++)
    sum += exp(*x * i) / i;
  return sum * sum;
}

double guarded_and_overwritten(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] * x[i];
  double sum = 0;
  if (y[3] > 0.5) {
    double scale = y[3];
    for (int i = 0; i < n; i++)
      sum += scale * sin(y[i]);
  }
  for (int i = 0; i < n; i++)
    y[i] *= x[i];
  return sum;
}

double logarithm(const double *x, double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += exp(x[i]);
  return log(sum);
}

double product(const double *x, double *y, int n) {
  double product = 1;
  for (int i = 0; i < n; i++)
    product *= 1 + x[i] * x[i];
  return product;
}

double recurrence(const double *x, double *y, int n) {
  double state = 0, sum = 0;
  for (int i = 0; i < n; i++) {
    state = 0.5 * state + sin(x[i]) * state + x[i];
    sum += state;
  }
  return sum;
}

double prefix_in_memory(const double *x, double *y, int n) {
  y[0] = x[0];
  for (int i = 1; i < n; i++)
    y[i] = y[i - 1] * 0.5 + sin(x[i]) * y[i - 1];
  return y[n - 1];
}

double overlapping(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++) {
    y[i] = sin(x[i]);
    y[i + 1] = x[i] * x[i];
  }
  return 0;
}

double same_place(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i / 2] = x[i] * x[i];
  return 0;
}

double anywhere(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[(3 * i) % 4] = x[i] * x[i] * x[i];
  return 0;
}

double last_one(const double *x, double *y, int n) {
  double last = 0;
  for (int i = 0; i < n; i++)
    last = sin(x[i]) * x[i];
  return last;
}

double read_again(const double *x, double *y, int n) {
  for (int i = 0; i < n; i++)
    y[i] = x[i] * x[i];
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum += y[n - 1 - i] * y[i] * x[i];
  for (int i = 0; i < n; i++)
    y[i] = sum;
  return sum;
}

double scratch(const double *x, double *y, int n) {
  double buffer[16];
  double sum = 0;
  for (int k = 0; k < 9; k++)
    buffer[k] = x[0] * k;
  for (int i = 0; i < n; i++) {
    for (int k = 0; k < 8; k++)
      buffer[k] = buffer[k + 1] * x[i] + sin(x[i]);
    sum += buffer[i % 8];
  }
  return sum;
}

double doubled(const double *x, double *y, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++)
    sum = sum + sum + x[i] * x[i];
  return sum;
}

double negated(const double *x, double *y, int n) {
  double sum = 1;
  for (int i = 0; i < n; i++)
    sum = x[i] * x[i] - sum;
  return sum;
}

double scratch_filled_anew(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] = x[p] * sin(x[i]);
    for (int j = 0; j + 1 < n; j++) sum += s[j + 1] * s[j];
  }
  return sum;
}

double scratch_under_a_guard(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  for (int p = 0; p < n; p++)
    if (n > 2) {
      for (int i = 0; i < n; i++) s[i] = x[p] * x[i];
      sum += s[0] * s[2];
      for (int j = 0; j < n; j++) sum += s[j] * s[j];
    }
  return sum;
}

double scratch_triangle(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] = x[p] * x[i];
    for (int i = 0; i < n; i++)
      for (int j = i + 1; j < n; j++) s[j] += x[i] * x[j];
    for (int j = 0; j < n; j++) sum += s[j] * s[j];
  }
  return sum;
}

double two_scratches(const double *x, double *y, int n) {
  double sum = 0;
  double s[n], t[n];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] = x[p] - x[i];
    for (int i = 0; i < n; i++) t[i] = s[i] * s[i] * x[p];
    for (int j = 0; j < n; j++) sum += exp(t[j]) * s[j];
  }
  return sum;
}

double scratch_backwards(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  for (int p = 0; p < n; p++) {
    for (int i = n - 1; i >= 0; i--) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) sum += s[j] * s[n - 1 - j] * s[j];
  }
  return sum;
}

double scratch_one_short(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  for (int i = 0; i < n; i++) s[i] = x[i];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i + 1 < n; i++) s[i] = x[p] * x[i] * s[i + 1];
    for (int j = 0; j < n; j++) sum += s[j] * s[j];
    s[n - 1] = sin(sum);
  }
  return sum;
}

double scratch_but_for_the_first(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  s[0] = x[1];
  for (int p = 0; p < n; p++) {
    for (int i = 1; i < n; i++) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) sum += s[j] * s[j];
    s[0] = x[p] * s[0];
  }
  return sum;
}

double scratch_read_afterwards(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) sum += s[j] * s[j];
  }
  sum += s[2] * s[2] * x[0];
  return sum;
}

double scratch_added_up(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  for (int i = 0; i < n; i++) s[i] = 0;
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] += x[p] * x[i];
    for (int j = 0; j < n; j++) sum += s[j] * s[j] * x[p];
  }
  return sum;
}

double scratch_sometimes(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  for (int i = 0; i < n; i++) s[i] = x[i];
  for (int p = 0; p < n; p++) {
    if (x[p] > 0)
      for (int i = 0; i < n; i++) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) sum += s[j] * s[j] * x[p];
  }
  return sum;
}

double scratch_half(const double *x, double *y, int n) {
  double sum = 0;
  double s[n];
  for (int i = 0; i < n; i++) s[i] = x[i];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n / 2; i++) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) sum += s[j] * s[j] * x[p];
    for (int i = n / 2; i < n; i++) s[i] = x[p] * s[i];
  }
  return sum;
}

double scratch_begins_under_a_guard(const double *x, double *y, int n) {
  double sum = 0;
  double s[8];
  int m = 4 + (int)y[31];
  for (int p = 0; p < n; p++)
    if (m > 0) {
      for (int i = 0; i < m; i++) s[i] = x[p] * x[i];
      double first = s[0];
      for (int j = 0; j < m; j++) sum += s[j] * first;
    }
  return sum;
}
