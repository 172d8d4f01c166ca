/* A structure of an integer and a float that is passed as one integer. */
struct tagged { int tag; float value; };
__attribute__((noinline)) static float twice(struct tagged t) { return t.tag ? t.value * t.value : t.value; }
double struct_in_register(double *x, int n) {
  struct tagged t = {n, (float)x[0]};
  return twice(t) * x[1];
}
