#include <math.h>
/* Loops that choose one of their iterations, of x and y (n each). Some values of x are equal. */

double smallest(const double *x, const double *y, int n) {
  double least = INFINITY;
  for (int i = 0; i < n; i++)
    least = x[i] < least ? x[i] : least;
  return least * least;
}

/* The last of equal values. */
double largest_last(const double *x, const double *y, int n) {
  double most = -1.0;
  for (int i = 0; i < n; i++)
    most = x[i] >= most ? x[i] : most;
  return most * most * y[0];
}

/* Two results of the iteration that is chosen. */
double with_companion(const double *x, const double *y, int n) {
  double least = 10.0, companion = 2.0;
  for (int i = 0; i < n; i++) {
    int is_less = x[i] < least;
    companion = is_less ? y[i] * y[i] : companion;
    least = is_less ? x[i] : least;
  }
  return least * companion;
}

double of_roots(const double *x, const double *y, int n) {
  double least = INFINITY;
  for (int i = 0; i < n; i++) {
    double root = sqrt(x[i] * x[i] + y[i] * y[i]);
    if (root < least)
      least = root;
  }
  return least * least * least;
}

double nearest_of_rows(const double *x, const double *y, int n) {
  double sum = 0.0;
  for (int p = 0; p < n; p++) {
    double nearest = INFINITY;
    for (int c = 0; c < n / 2; c++) {
      double square = 0.0;
      for (int i = 0; i < n / 4; i++) {
        double difference = x[p] * (i + 1) - y[c * (n / 4) + i];
        square += difference * difference;
      }
      nearest = square < nearest ? square : nearest;
    }
    sum += nearest * x[0];
  }
  return sum;
}

/* The reversed loop is not in the same branch. */
double under_a_guard(const double *x, const double *y, int n) {
  double most = x[0];
  if (y[0] < 1.0)
    for (int i = 1; i < n; i++)
      if (x[i] > most)
        most = x[i];
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += exp(x[i] - most) * y[i];
  return most + log(1.0 + sum * sum);
}

double never_chosen(const double *x, const double *y, int n) {
  double least = -100.0;
  for (int i = 0; i < n; i++)
    least = x[i] < least ? x[i] : least;
  return least * y[1];
}

double last_positive(const double *x, const double *y, int n) {
  double found = y[0];
  for (int i = 0; i < n; i++)
    found = x[i] > 0.0 ? y[i] * x[i] : found;
  return found * found;
}

/* Equal values share. */
double shared(const double *x, const double *y, int n) {
  double most = -INFINITY;
  for (int i = 0; i < n; i++)
    most = fmax(most, x[i]);
  return most * y[0];
}

/* Nothing is shared after the last that is less than all before. */
double shared_before(const double *x, const double *y, int n) {
  double least = 5.0;
  for (int i = 0; i < n; i++)
    least = fmin(x[i], least);
  return least * least + y[0] * y[1];
}

double shared_of_products(const double *x, const double *y, int n) {
  double most = y[0];
  for (int i = 0; i < n; i++) {
    double product = x[i] * x[n - 1 - i];
    most = fmax(product * y[i % 2], most);
  }
  return most * most;
}

/* What was chosen from is gone by then. */
double overwritten(const double *x, double *y, int n) {
  double most = -INFINITY;
  for (int i = 0; i < n; i++)
    most = fmax(y[i] * x[i], most);
  for (int i = 0; i < n; i++)
    y[i] = x[i] * most;
  return most * y[2];
}

/* Others go on to add something. */
double sum_of_records(const double *x, const double *y, int n) {
  double most = -INFINITY, sum = 0.0;
  for (int i = 0; i < n; i++)
    if (x[i] > most) {
      most = x[i];
      sum += most * y[i];
    }
  return sum * most;
}

/* What is not chosen decays. */
double decaying(const double *x, const double *y, int n) {
  double most = 0.0;
  for (int i = 0; i < n; i++)
    most = x[i] > most ? x[i] : 0.9 * most;
  return most * y[0];
}

/* For each row, equal values share or do not; two loops of which one is in a branch. */
double shared_in_rows(const double *x, const double *y, int n) {
  double product = 1.0;
  for (int p = 0; p < n; p++) {
    double most = y[p];
    for (int i = 0; i < n; i++)
      most = fmax(most, x[i] * y[0] + x[p]);
    double least = y[p];
    if (y[p] > 0.0)
      for (int i = p; i < n; i++)
        least = fmin(x[i], least);
    product *= 1.0 + 0.1 * most * least;
  }
  return product;
}

double shared_in_sums(const double *x, const double *y, int n) {
  double sum = 0.0;
  for (int p = 0; p < n; p++) {
    double most = 0.0;
    for (int i = 0; i < n; i++)
      most = fmax(most, x[i] * y[p]);
    sum += most * most;
  }
  return sum;
}
