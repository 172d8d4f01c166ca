// A computation graph of shared_ptr nodes with several parents, evaluated with memoisation.
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

class Expr;
using Ref = std::shared_ptr<const Expr>;

class Expr {
 public:
  virtual ~Expr() = default;
  double value() const {
    if (!known_) {
      memo_ = compute();
      known_ = true;
    }
    return memo_;
  }

 private:
  virtual double compute() const = 0;
  mutable bool known_ = false;
  mutable double memo_ = 0.0;
};

class Leaf : public Expr {
 public:
  explicit Leaf(double v) : v_(v) {}

 private:
  double compute() const override { return v_; }
  double v_;
};

class Binary : public Expr {
 public:
  Binary(Ref a, Ref b) : a_(std::move(a)), b_(std::move(b)) {}

 protected:
  Ref a_, b_;
};
class Add : public Binary {
  using Binary::Binary;
  double compute() const override { return a_->value() + b_->value(); }
};
class Mul : public Binary {
  using Binary::Binary;
  double compute() const override { return a_->value() * b_->value(); }
};
class Sin : public Expr {
 public:
  explicit Sin(Ref a) : a_(std::move(a)) {}

 private:
  double compute() const override { return std::sin(a_->value()); }
  Ref a_;
};

static Ref operator+(Ref a, Ref b) { return std::make_shared<Add>(std::move(a), std::move(b)); }
static Ref operator*(Ref a, Ref b) { return std::make_shared<Mul>(std::move(a), std::move(b)); }

extern "C" double objective(const double *x, int n) {
  std::vector<Ref> nodes;
  for (int i = 0; i < n; ++i) nodes.push_back(std::make_shared<Leaf>(x[i]));
  for (int i = 0; i < n; ++i) {
    Ref product = nodes[i] * nodes[i + 1];
    nodes.push_back(i % 2 ? product + nodes[i] : std::make_shared<Sin>(product));
  }
  return (nodes.back() + nodes[n]) -> value();
}
