// An in-place radix-2 FFT with bit reversal on C99 complex numbers; the objective weighs the power spectrum.
#include <complex.h>
#include <math.h>
#include <stdint.h>

static uint32_t reverse_bits(uint32_t v, int bits) {
  uint32_t r = 0;
  for (int i = 0; i < bits; i++) {
    r = (r << 1) | (v & 1u);
    v >>= 1;
  }
  return r;
}

static void fft(double complex *a, int bits) {
  uint32_t n = 1u << bits;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t j = reverse_bits(i, bits);
    if (i < j) {
      double complex t = a[i];
      a[i] = a[j];
      a[j] = t;
    }
  }
  for (uint32_t half = 1; half < n; half <<= 1) {
    double complex step = cexp(-I * M_PI / half);
    for (uint32_t base = 0; base < n; base += 2 * half) {
      double complex w = 1.0;
      for (uint32_t k = base; k < base + half; k++, w *= step) {
        double complex even = a[k], odd = w * a[k + half];
        a[k] = even + odd;
        a[k + half] = even - odd;
      }
    }
  }
}

double objective(const double *x, int n) {
  double complex a[8] = {0};
  for (int i = 0; i < n && i < 8; i++) a[i] = x[i] + 0.5 * I * x[i] * x[i];
  fft(a, 3);
  double sum = 0.0;
  for (int i = 0; i < 8; i++) sum += (creal(a[i]) * creal(a[i]) + cimag(a[i]) * cimag(a[i])) / (1.0 + i);
  return sum;
}
