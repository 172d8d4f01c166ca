/* Doubles that pass through an array of floats. */
double float_double(double *x, int n) {
  float buffer[8];
  double acc = 0;
  for (int i = 0; i < n; i++) buffer[i] = (float)(x[i] * x[i]);
  for (int i = 0; i < n; i++) { acc += (double)buffer[i] * x[i]; buffer[i] = (float)acc; }
  for (int i = 0; i < n; i++) acc += buffer[i];
  return acc;
}
