/* The sign is flipped through a union. */
union pun { double d; long l; };
double union_pun(double *x, int n) {
  union pun u;
  u.d = x[0];
  u.l = u.l ^ (1L << 63);
  return u.d * x[1];
}
