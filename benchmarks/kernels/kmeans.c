#include <math.h>
/* The sum of the squared distances of n points (n, d) from the nearest of k centroids (k, d) each. */
double kmeans_objective(int n, int k, int d, const double *restrict points, const double *restrict centroids) {
  double sum = 0.0;
  for (int p = 0; p < n; p++) {
    double nearest = INFINITY;
    for (int c = 0; c < k; c++) {
      double square = 0.0;
      for (int i = 0; i < d; i++) {
        double difference = points[p * d + i] - centroids[c * d + i];
        square += difference * difference;
      }
      nearest = square < nearest ? square : nearest;
    }
    sum += nearest;
  }
  return sum;
}
