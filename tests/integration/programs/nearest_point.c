#include <math.h>
/* How far the nearest of some points is, and how large the largest of their sums: most of the adjoints are zero. */
double nearest_point(const double *points, const double *from, int n) {
  double nearest = INFINITY, largest = -INFINITY, weight = 0.0;
  for (int p = 0; p < n; p++) {
    double square = 0.0, sum = 0.0;
    for (int i = 0; i < n; i++) {
      double difference = points[p * n + i] - from[i];
      square += difference * difference;
      sum += points[p * n + i] * from[i];
    }
    if (square < nearest) {
      nearest = square;
      weight = sum;
    }
    largest = sum > largest ? sum : largest;
  }
  return sqrt(nearest) * weight + largest;
}
