#include <math.h>
/*
 * Derivatives of kmeans.c by hand, for the centroids (k, d): `kmeans_gradient` adds the first ones to d_centroids, `kmeans_hessian` also
 * the second ones, of which only the diagonal is not zero, to diagonal. Both return the objective.
 */

static double find_nearest(int k, int d, const double *restrict point, const double *restrict centroids, int *found) {
  double nearest = INFINITY;
  for (int c = 0; c < k; c++) {
    double square = 0.0;
    for (int i = 0; i < d; i++) {
      double difference = point[i] - centroids[c * d + i];
      square += difference * difference;
    }
    if (square < nearest) {
      nearest = square;
      *found = c;
    }
  }
  return nearest;
}

double kmeans_gradient(int n, int k, int d, const double *restrict points, const double *restrict centroids,
                       double *restrict d_centroids) {
  double sum = 0.0;
  for (int p = 0; p < n; p++) {
    int c = 0;
    sum += find_nearest(k, d, &points[p * d], centroids, &c);
    for (int i = 0; i < d; i++)
      d_centroids[c * d + i] += 2.0 * (centroids[c * d + i] - points[p * d + i]);
  }
  return sum;
}

double kmeans_hessian(int n, int k, int d, const double *restrict points, const double *restrict centroids,
                      double *restrict d_centroids, double *restrict diagonal) {
  double sum = 0.0;
  int members[k];
  for (int c = 0; c < k; c++)
    members[c] = 0;
  for (int p = 0; p < n; p++) {
    int c = 0;
    sum += find_nearest(k, d, &points[p * d], centroids, &c);
    members[c]++;
    for (int i = 0; i < d; i++)
      d_centroids[c * d + i] += 2.0 * (centroids[c * d + i] - points[p * d + i]);
  }
  for (int c = 0; c < k; c++)
    for (int i = 0; i < d; i++)
      diagonal[c * d + i] += 2.0 * members[c];
  return sum;
}
