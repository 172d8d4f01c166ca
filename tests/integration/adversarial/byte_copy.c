/* A double copied byte by byte. */
double byte_copy(double *x, int n) {
  double y;
  const char *from = (const char *)&x[1];
  char *to = (char *)&y;
  for (int i = 0; i < 8; i++) to[i] = from[i];
  return y * y + x[0];
}
