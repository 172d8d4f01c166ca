/* A static variable that carries a value from call to call. */
__attribute__((noinline)) static double remember(double v, int reset) {
  static double previous;
  if (reset) previous = 1.0;
  double r = previous * v;
  previous = v;
  return r;
}
double static_local(double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += remember(x[i], i == 0);
  return s;
}
