/* An argument that is read and written, by a callee that returns whether to stop. */
__attribute__((noinline)) static int step(double *state, double h) {
  double v = *state;
  *state = v + h * v * (1.0 - v);
  return v > 0.9;
}
double input_output(double *x, int n) {
  int count = 0;
  for (int i = 0; i < n; i++) { while (!step(&x[i], 0.5) && count < 20) count++; }
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i];
  return s;
}
