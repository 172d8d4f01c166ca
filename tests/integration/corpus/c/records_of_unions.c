// Records that are passed in registers, with a union of a double and two floats: which of them the bytes are, only the tag says.
// REFUSED: can't decide where the floats are|through the bits of a float
struct value {
  int tag;
  union {
    double number;
    struct {
      float real, imaginary;
    } pair;
  } as;
};

static struct value of_number(double number) {
  struct value v = {0};
  v.as.number = number;
  return v;
}

static struct value of_pair(float real, float imaginary) {
  struct value v = {1};
  v.as.pair.real = real;
  v.as.pair.imaginary = imaginary;
  return v;
}

static double weight(struct value v) { return v.tag ? v.as.pair.real * v.as.pair.imaginary : v.as.number; }

double objective(const double *x, int n) {
  struct value values[16];
  for (int i = 0; i < n; i++) values[i] = i % 2 ? of_pair((float)x[i], 2.0f) : of_number(x[i]);
  double sum = 0.0;
  for (int k = 0; k < 2 * n; k++) sum += weight(values[k % n]) * (k + 1);
  return sum;
}
