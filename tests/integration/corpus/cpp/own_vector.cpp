// A vector class of its own: new[], delete[], copy and move, growth by doubling; and small matrices on it.
#include <algorithm>
#include <cstddef>
#include <utility>

namespace {

template <typename T>
class Vector {
 public:
  Vector() = default;
  explicit Vector(std::size_t size) : data_(new T[size]()), size_(size), capacity_(size) {}
  Vector(const Vector &other) : data_(new T[other.size_]), size_(other.size_), capacity_(other.size_) {
    std::copy(other.data_, other.data_ + size_, data_);
  }
  Vector(Vector &&other) noexcept { swap(other); }
  Vector &operator=(Vector other) {
    swap(other);
    return *this;
  }
  ~Vector() { delete[] data_; }
  void push_back(const T &value) {
    if (size_ == capacity_) {
      std::size_t capacity = capacity_ ? 2 * capacity_ : 2;
      T *data = new T[capacity];
      std::copy(data_, data_ + size_, data);
      delete[] data_;
      data_ = data;
      capacity_ = capacity;
    }
    data_[size_++] = value;
  }
  T &operator[](std::size_t i) { return data_[i]; }
  const T &operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }

 private:
  void swap(Vector &other) {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }
  T *data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

struct Matrix {
  Vector<double> entries;
  std::size_t order;
  double &at(std::size_t i, std::size_t j) { return entries[i * order + j]; }
  double at(std::size_t i, std::size_t j) const { return entries[i * order + j]; }
};

Matrix operator*(const Matrix &a, const Matrix &b) {
  Matrix c{Vector<double>(a.order * a.order), a.order};
  for (std::size_t i = 0; i < a.order; i++)
    for (std::size_t j = 0; j < a.order; j++)
      for (std::size_t k = 0; k < a.order; k++) c.at(i, j) += a.at(i, k) * b.at(k, j);
  return c;
}

}  // namespace

extern "C" double objective(const double *x, int n) {
  Vector<double> grown;
  for (int i = 0; i < 9; i++) grown.push_back(x[i % n] * (0.2 + 0.1 * i));
  Matrix a{grown, 3}, power = a;
  for (int i = 0; i < 3; i++) power = power * a;
  double trace = 0;
  for (std::size_t i = 0; i < 3; i++) trace += power.at(i, i) * grown[i];
  return trace;
}
