// Vectors in space with all their operators, friends and conversions, in a chain of moving frames.
#include <cmath>

struct Vec {
  double x, y, z;
  Vec &operator+=(const Vec &o) { return x += o.x, y += o.y, z += o.z, *this; }
  Vec operator-() const { return {-x, -y, -z}; }
  friend Vec operator+(Vec a, const Vec &b) { return a += b; }
  friend Vec operator-(const Vec &a, const Vec &b) { return a + -b; }
  friend Vec operator*(double s, const Vec &v) { return {s * v.x, s * v.y, s * v.z}; }
  friend double operator|(const Vec &a, const Vec &b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
  friend Vec operator^(const Vec &a, const Vec &b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
  }
  explicit operator double() const { return std::sqrt(*this | *this); }
  double &operator[](int i) { return i == 0 ? x : i == 1 ? y : z; }
};

extern "C" double objective(const double *x, int n) {
  Vec position{1.0, 0.0, 0.0}, axis{0.0, 0.0, 1.0};
  for (int i = 0; i < n; i++) {
    axis[i % 3] += 0.2 * x[i];
    const Vec unit = 1.0 / double(axis) * axis;
    const double c = std::cos(x[i]), s = std::sin(x[i]);
    position = c * position + s * (unit ^ position) + ((1.0 - c) * (unit | position)) * unit;
  }
  return double(position - 2.0 * axis) + position[1];
}
