/*
 * Heat in a square plate of n by n cells, whose border keeps its temperature: explicit steps in time. The diffusivity
 * depends on the temperature, as 1 + slope * t. before and after are (n, n); after needs the border only.
 */

static void heat_step(int n, double rate, double slope, const double *before, double *after) {
  for (int i = 1; i < n - 1; i++)
    for (int j = 1; j < n - 1; j++) {
      const double *t = &before[i * n + j];
      double difference = t[-n] + t[-1] - 4.0 * t[0] + t[1] + t[n];
      after[i * n + j] = t[0] + rate * (1.0 + slope * t[0]) * difference;
    }
}

/* Half the square of the temperatures after `steps` pairs of steps. */
double stencil_objective(int n, int steps, double rate, double slope, double *restrict before,
                         double *restrict after) {
  for (int s = 0; s < steps; s++) {
    heat_step(n, rate, slope, before, after);
    heat_step(n, rate, slope, after, before);
  }
  double sum = 0.0;
  for (int i = 0; i < n * n; i++)
    sum += 0.5 * before[i] * before[i];
  return sum;
}
