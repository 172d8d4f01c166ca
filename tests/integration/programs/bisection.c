/* Bisection: the result depends on the data only through the last, smooth step. */
double bisection(double a, double b) {
  double low = 0.0, high = 4.0;
  for (int i = 0; i < 20; i++) {
    double middle = 0.5 * (low + high);
    if (middle * middle * middle + a * middle > b)
      high = middle;
    else
      low = middle;
  }
  double t = 0.5 * (low + high);
  return t - (t * t * t + a * t - b) / (3.0 * t * t + a);
}
