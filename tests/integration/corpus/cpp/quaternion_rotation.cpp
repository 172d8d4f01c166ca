// A quaternion class with operators; rotations composed and interpolated, then applied to points.
#include <array>
#include <cmath>

struct Vec3 {
  double x, y, z;
  friend Vec3 operator+(const Vec3 &a, const Vec3 &b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend Vec3 operator*(double s, const Vec3 &a) { return {s * a.x, s * a.y, s * a.z}; }
  double dot(const Vec3 &o) const { return x * o.x + y * o.y + z * o.z; }
  Vec3 cross(const Vec3 &o) const { return {y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x}; }
};

class Quaternion {
 public:
  Quaternion(double w, Vec3 v) : w_(w), v_(v) {}
  static Quaternion about(Vec3 axis, double angle) {
    double length = std::sqrt(axis.dot(axis));
    return {std::cos(angle / 2), (std::sin(angle / 2) / length) * axis};
  }
  Quaternion operator*(const Quaternion &o) const {
    return {w_ * o.w_ - v_.dot(o.v_), w_ * o.v_ + o.w_ * v_ + v_.cross(o.v_)};
  }
  Quaternion conjugate() const { return {w_, -1.0 * v_}; }
  Quaternion normalized() const {
    double s = 1.0 / std::sqrt(w_ * w_ + v_.dot(v_));
    return {s * w_, s * v_};
  }
  Vec3 rotate(const Vec3 &p) const { return (*this * Quaternion(0.0, p) * conjugate()).v_; }
  static Quaternion mix(const Quaternion &a, const Quaternion &b, double t) {
    return Quaternion((1 - t) * a.w_ + t * b.w_, (1 - t) * a.v_ + t * b.v_).normalized();
  }

 private:
  double w_;
  Vec3 v_;
};

extern "C" double objective(const double *x, int n) {
  auto p = Quaternion::about({x[0], x[1], x[2]}, x[3]);
  auto q = Quaternion::about({x[4], x[5], x[6]}, x[n - 1]);
  const std::array<Vec3, 3> points{{{1, 0, 0}, {0.5, -1, 2}, {0, 0.3, 1}}};
  double sum = 0.0;
  for (const auto &point : points) {
    Vec3 r = Quaternion::mix(p, q, 0.3).rotate(p.rotate(point));
    sum += r.x * r.y + 2.0 * r.z;
  }
  return sum;
}
