// A strided view with its own iterators under generic algorithms; a grid class with row and column ranges.
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <vector>

template <typename T>
class Strided {
 public:
  class iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = T *;
    using reference = T &;
    iterator(T *p, std::ptrdiff_t step) : p_(p), step_(step) {}
    T &operator*() const { return *p_; }
    iterator &operator++() {
      p_ += step_;
      return *this;
    }
    iterator operator++(int) {
      iterator old = *this;
      ++*this;
      return old;
    }
    bool operator==(const iterator &o) const { return p_ == o.p_; }
    bool operator!=(const iterator &o) const { return p_ != o.p_; }

   private:
    T *p_;
    std::ptrdiff_t step_;
  };
  Strided(T *first, std::ptrdiff_t step, std::ptrdiff_t count) : first_(first), step_(step), count_(count) {}
  iterator begin() const { return {first_, step_}; }
  iterator end() const { return {first_ + step_ * count_, step_}; }

 private:
  T *first_;
  std::ptrdiff_t step_, count_;
};

class Grid {
 public:
  Grid(int rows, int columns) : rows_(rows), columns_(columns), cells_(rows * columns) {}
  Strided<double> row(int i) { return {&cells_[i * columns_], 1, columns_}; }
  Strided<double> column(int j) { return {&cells_[j], columns_, rows_}; }
  double &operator()(int i, int j) { return cells_[i * columns_ + j]; }

 private:
  int rows_, columns_;
  std::vector<double> cells_;
};

extern "C" double objective(const double *x, int n) {
  Grid grid(3, 4);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 4; ++j) grid(i, j) = x[(i + 2 * j) % n] * (1 + i) - 0.2 * j;
  for (int j = 0; j < 4; ++j) {
    auto column = grid.column(j);
    double norm = std::sqrt(std::inner_product(column.begin(), column.end(), column.begin(), 0.5));
    for (double &v : column) v /= norm;
  }
  double sum = 0.0;
  for (int i = 0; i < 3; ++i) {
    auto row = grid.row(i);
    sum += std::accumulate(row.begin(), row.end(), 0.0) * std::accumulate(std::next(row.begin()), row.end(), 1.0, std::multiplies<>());
  }
  return sum;
}
