// Matrices that are vectors of vectors, and their product.
#include <vector>
using matrix = std::vector<std::vector<double>>;
static matrix product(const matrix &a, const matrix &b) {
  matrix c(a.size(), std::vector<double>(b[0].size(), 0.0));
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b[0].size(); ++j)
      for (std::size_t k = 0; k < b.size(); ++k)
        c[i][j] += a[i][k] * b[k][j];
  return c;
}
extern "C" double objective(const double *x, int n) {
  int m = 2;
  matrix a(m), b(m);
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < m; ++j) {
      a[i].push_back(x[(i * m + j) % n]);
      b[i].push_back(x[(j * m + i + 1) % n]);
    }
  matrix c = product(a, b);
  double sum = 0;
  for (auto &row : c)
    for (double v : row) sum += v * v;
  return sum;
}
