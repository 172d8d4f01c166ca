/* The weighted power spectrum of a real signal, by a recursive radix-2 FFT over complex numbers. */
#include <complex.h>
#include <math.h>

static void fft(double complex *data, int count, int stride, double complex *out) {
  if (count == 1) {
    out[0] = data[0];
    return;
  }
  int half = count / 2;
  fft(data, half, 2 * stride, out);
  fft(data + stride, half, 2 * stride, out + half);
  for (int k = 0; k < half; k++) {
    double angle = -2.0 * 3.141592653589793 * k / count;
    double complex twiddled = (cos(angle) + sin(angle) * I) * out[k + half];
    double complex even = out[k];
    out[k] = even + twiddled;
    out[k + half] = even - twiddled;
  }
}

double objective(const double *x, int n) {
  double complex signal[16], spectrum[16];
  for (int i = 0; i < 16; i++)
    signal[i] = x[i % n] * (1.0 + 0.1 * i);
  fft(signal, 16, 1, spectrum);
  double power = 0.0;
  for (int k = 0; k < 16; k++)
    power += (k + 1) * (creal(spectrum[k]) * creal(spectrum[k]) + cimag(spectrum[k]) * cimag(spectrum[k]));
  return log(power);
}
