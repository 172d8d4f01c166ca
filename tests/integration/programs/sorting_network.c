/* A sorting network of four elements: swaps through memory. */
static void order(double *a, double *b) {
  if (*a > *b) {
    double t = *a;
    *a = *b;
    *b = t;
  }
}

double sorting_network(double *x) {
  order(&x[0], &x[1]);
  order(&x[2], &x[3]);
  order(&x[0], &x[2]);
  order(&x[1], &x[3]);
  order(&x[1], &x[2]);
  return x[0] + 2.0 * x[1] * x[2] + x[3] * x[3];
}
