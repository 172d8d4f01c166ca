/* Pointers that walk through arrays. */
double pointer_increment(const double *x, double *y, int n) {
  const double *end = x + n;
  double sum = 0.0;
  while (x != end) {
    *y = *x * *x + sum;
    sum += *x++ * *y++;
  }
  return sum;
}
