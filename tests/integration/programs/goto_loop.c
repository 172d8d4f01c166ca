/* A loop with two entries, made of gotos: irreducible control flow. */
double goto_loop(double x, double y, int n) {
  int i = 0;
  if (x > y)
    goto middle;
top:
  x = x * 1.1 + 0.1 * y;
middle:
  y = y * x * 0.7;
  if (i++ < n)
    goto top;
  return x * y;
}
