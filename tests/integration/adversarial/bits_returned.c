/* A function that returns the bits of its argument. */
__attribute__((noinline)) static long bits(double v) { union { double d; long l; } u; u.d = v; return u.l; }
double bits_returned(double *x, int n) {
  return (double)(bits(x[0]) - bits(1.0)) * 0x1p-52 + x[1];
}
