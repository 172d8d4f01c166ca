// A sparse matrix by triplets, converted to compressed rows; power iteration.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

struct Triplet {
  std::size_t row, column;
  double value;
};

class SparseMatrix {
 public:
  SparseMatrix(std::size_t n, std::vector<Triplet> entries) : start_(n + 1) {
    std::sort(entries.begin(), entries.end(), [](const Triplet &a, const Triplet &b) {
      return a.row != b.row ? a.row < b.row : a.column < b.column;
    });
    for (const auto &e : entries) {
      ++start_[e.row + 1];
      column_.push_back(e.column);
      value_.push_back(e.value);
    }
    std::partial_sum(start_.begin(), start_.end(), start_.begin());
  }
  std::vector<double> operator*(const std::vector<double> &v) const {
    std::vector<double> result(v.size());
    for (std::size_t i = 0; i + 1 < start_.size(); ++i)
      for (std::size_t k = start_[i]; k < start_[i + 1]; ++k) result[i] += value_[k] * v[column_[k]];
    return result;
  }

 private:
  std::vector<std::size_t> start_, column_;
  std::vector<double> value_;
};

extern "C" double objective(const double *x, int n) {
  std::vector<Triplet> entries;
  const std::size_t size = n;
  for (std::size_t i = 0; i < size; ++i) {
    entries.push_back({i, i, 2.0 + x[i] * x[i]});
    entries.push_back({(i + 1) % size, i, 0.3 * x[i]});
    entries.push_back({i, (i + 3) % size, 0.2});
  }
  SparseMatrix a(size, std::move(entries));
  std::vector<double> v(size, 1.0);
  double eigenvalue = 0.0;
  for (int i = 0; i < 6; ++i) {
    auto w = a * v;
    eigenvalue = std::sqrt(std::inner_product(w.begin(), w.end(), w.begin(), 0.0));
    for (double &e : w) e /= eigenvalue;
    v = std::move(w);
  }
  return eigenvalue + v[2];
}
