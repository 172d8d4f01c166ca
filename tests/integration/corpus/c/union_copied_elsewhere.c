// A float that a function of its own copies as an integer, from and to memory that held a pointer before.
union cell {
  double value;
  const double *pointer;
  long bits;
};

static void copy(long *to, const long *from) { *to = *from; }

double objective(const double *x, int n) {
  union cell a, b;
  a.pointer = x;
  double first = *a.pointer;
  a.value = first * first;
  copy(&b.bits, &a.bits);
  return b.value;
}
