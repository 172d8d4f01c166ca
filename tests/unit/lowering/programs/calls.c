/* Structs by value and by reference, recursion, static functions, results in registers and in memory. */
typedef struct {
  double re, im;
} complex_number;

typedef struct {
  double a[6];
} large;

static complex_number multiply(complex_number x, complex_number y) {
  return (complex_number){x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re};
}

__attribute__((noinline)) complex_number power(complex_number x, int n) {
  if (n == 0)
    return (complex_number){1, 0};
  complex_number half = power(x, n / 2);
  half = multiply(half, half);
  return n & 1 ? multiply(half, x) : half;
}

double complex_power(double re, double im, int n) {
  complex_number r = power((complex_number){re, im}, n);
  return r.re + 1000 * r.im;
}

__attribute__((noinline)) large scaled(large x, double s) {
  for (int i = 0; i < 6; i++)
    x.a[i] *= s + i;
  return x;
}

double large_results(double s) {
  large x = {{1, 2, 3, 4, 5, 6}};
  large y = scaled(scaled(x, s), 0.5);
  return y.a[0] + y.a[5] + x.a[2];
}

__attribute__((noinline)) static signed char narrow(signed char c, unsigned short s, _Bool b) {
  return b ? c - s : c + s;
}

int narrow_arguments(int x) { return narrow(x, x * 3, x & 1) + narrow(-x, x, !(x & 2)); }

long ackermann(long m, long n) {
  if (m == 0)
    return n + 1;
  return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
}
