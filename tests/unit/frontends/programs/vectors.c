/* Vectors as values. */
typedef double double4 __attribute__((vector_size(32)));
typedef long long4 __attribute__((vector_size(32)));
typedef int int4 __attribute__((vector_size(16)));

int run(double *out) {
  int n = 0;
  for (int i = -2; i < 6; i++) {
    double x = i * 0.75;
    double4 a = {x, 1, 2, 3}, b = a * a + 2 - x / (a + 10);
    long4 less = a < b - 3;
    double4 c = (double4)(((long4)a & less) | ((long4)b & ~less));
    int4 q = {1, i, 3, 4};
    q = (q + q) / (int4){1, 2, 3, 4};
    c += __builtin_convertvector(q, double4);
    c[i & 3] += 5;
    double4 d = __builtin_shufflevector(c, a, 3, 2, 5, 0);
    for (int k = 0; k < 4; k++) {
      out[n++] = d[k];
      out[n++] = c[k];
      out[n++] = q[k];
    }
  }
  return n;
}
