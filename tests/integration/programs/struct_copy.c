/* Structs of two floats and of a float and an int, copied as a whole: often as one integer. */
typedef struct { float re, im; } Complex;
typedef struct { int count; float sum; } Bin;

__attribute__((noinline)) static Complex multiply(Complex a, Complex b) {
  Complex c = {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
  return c;
}

__attribute__((noinline)) static void add(Bin *bin, float value) {
  bin->count++;
  bin->sum += value * value;
}

float struct_copy(const Complex *z, int n) {
  Complex buffer[4], product = {1.0f, 0.0f};
  Bin bins[2] = {{0, 0.0f}, {0, 0.0f}};
  for (int i = 0; i < 4; i++)
    buffer[i] = z[i % n];
  Complex first = buffer[0];
  buffer[0] = buffer[3];
  buffer[3] = first;
  for (int i = 0; i < 4; i++) {
    product = multiply(product, buffer[i]);
    add(&bins[i % 2], product.re);
  }
  return (product.re + product.im) * (float)bins[0].count + bins[0].sum * 2.0f + bins[1].sum;
}
