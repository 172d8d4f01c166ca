// A buffer class with the rule of five, swaps, moved temporaries, and counted instances.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

class Buffer {
 public:
  explicit Buffer(std::size_t n) : size_(n), data_(new double[n]()) { ++alive; }
  Buffer(const Buffer &o) : Buffer(o.size_) { std::copy(o.begin(), o.end(), data_); }
  Buffer(Buffer &&o) noexcept : size_(std::exchange(o.size_, 0)), data_(std::exchange(o.data_, nullptr)) { ++alive; }
  Buffer &operator=(Buffer o) noexcept {
    swap(*this, o);
    return *this;
  }
  ~Buffer() {
    delete[] data_;
    --alive;
  }
  friend void swap(Buffer &a, Buffer &b) noexcept {
    std::swap(a.size_, b.size_);
    std::swap(a.data_, b.data_);
  }
  double *begin() { return data_; }
  double *end() { return data_ + size_; }
  const double *begin() const { return data_; }
  const double *end() const { return data_ + size_; }
  double &operator[](std::size_t i) { return data_[i]; }
  double operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }
  static int alive;

 private:
  std::size_t size_;
  double *data_;
};
int Buffer::alive = 0;

static Buffer smooth(Buffer b) {
  for (std::size_t i = 1; i + 1 < b.size(); ++i) b[i] = 0.25 * b[i - 1] + 0.5 * b[i] + 0.25 * b[i + 1];
  return b;
}

static Buffer operator+(Buffer a, const Buffer &b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += std::sin(b[i]);
  return a;
}

extern "C" double objective(const double *x, int n) {
  Buffer a(n);
  std::copy(x, x + n, a.begin());
  Buffer b = smooth(a), c(2);
  c = smooth(std::move(a)) + b;
  swap(b, c);
  b = smooth(b + c);
  double sum = 0.0;
  for (double v : b) sum = sum * 0.9 + v;
  return sum * c[0] + 0.0 * Buffer::alive;
}
