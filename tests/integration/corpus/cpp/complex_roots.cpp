// Durand-Kerner on std::complex, then symmetric functions of the roots and of a Mandelbrot-like iteration.
#include <cmath>
#include <complex>
#include <vector>

using Complex = std::complex<double>;

static Complex evaluate(const std::vector<Complex> &coefficients, Complex z) {
  Complex r = 1.0;
  for (const Complex &c : coefficients) r = r * z + c;
  return r;
}

static std::vector<Complex> roots(const std::vector<Complex> &coefficients) {
  const std::size_t n = coefficients.size();
  std::vector<Complex> z(n);
  for (std::size_t i = 0; i < n; ++i) z[i] = std::pow(Complex(0.4, 0.9), static_cast<double>(i));
  for (int sweep = 0; sweep < 25; ++sweep)
    for (std::size_t i = 0; i < n; ++i) {
      Complex denominator = 1.0;
      for (std::size_t j = 0; j < n; ++j)
        if (j != i) denominator *= z[i] - z[j];
      z[i] -= evaluate(coefficients, z[i]) / denominator;
    }
  return z;
}

// X: 0.5 -1.3 0.8 0.4
extern "C" double objective(const double *x, int) {
  std::vector<Complex> coefficients{{x[0], x[3]}, {x[1], 0.1}, {x[2], -0.2}};
  double sum = 0.0;
  for (Complex z : roots(coefficients)) sum += std::abs(z) + 0.3 * std::norm(z * std::exp(Complex(0, x[0])));
  Complex c(0.1 * x[1], 0.2), w = 0;
  for (int i = 0; i < 5; ++i) w = w * w + c;
  return sum + std::arg(w) + std::real(std::sqrt(w) * std::conj(c));
}
