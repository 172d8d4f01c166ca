#include <math.h>
/* Cooley and Tukey's transform of n complex numbers in place, n a power of two, as (real, imaginary) pairs. */

static void swap(double *a, double *b) {
  double held = *a;
  *a = *b;
  *b = held;
}

static void reverse_bits(int n, double *data) {
  for (int i = 0, j = 0; i < n; i++) {
    if (j > i) {
      swap(&data[2 * j], &data[2 * i]);
      swap(&data[2 * j + 1], &data[2 * i + 1]);
    }
    int bit = n >> 1;
    while (bit >= 1 && j & bit) {
      j ^= bit;
      bit >>= 1;
    }
    j |= bit;
  }
}

static void fft(int n, double *data) {
  reverse_bits(n, data);
  for (int half = 1; half < n; half *= 2) {
    double angle = -3.14159265358979323846 / half;
    double step_real = cos(angle), step_imaginary = sin(angle);
    double real = 1.0, imaginary = 0.0;
    for (int k = 0; k < half; k++) {
      for (int i = k; i < n; i += 2 * half) {
        double *even = &data[2 * i], *odd = &data[2 * (i + half)];
        double turned_real = real * odd[0] - imaginary * odd[1];
        double turned_imaginary = real * odd[1] + imaginary * odd[0];
        odd[0] = even[0] - turned_real;
        odd[1] = even[1] - turned_imaginary;
        even[0] += turned_real;
        even[1] += turned_imaginary;
      }
      double next = real * step_real - imaginary * step_imaginary;
      imaginary = real * step_imaginary + imaginary * step_real;
      real = next;
    }
  }
}

/* The sum of the fourth powers of the spectrum's magnitudes, over n squared. data (n, 2) is overwritten by the spectrum. */
double fft_objective(int n, double *data) {
  fft(n, data);
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double power = data[2 * i] * data[2 * i] + data[2 * i + 1] * data[2 * i + 1];
    sum += power * power;
  }
  return sum / ((double)n * n);
}
