// An expression tree of polymorphic nodes that own their children, built at run time and evaluated by virtual calls.
#include <cmath>
#include <memory>
#include <utility>

namespace {

struct Node {
  virtual ~Node() = default;
  virtual double evaluate(const double *x) const = 0;
};
using Tree = std::unique_ptr<Node>;

struct Variable : Node {
  int index;
  explicit Variable(int i) : index(i) {}
  double evaluate(const double *x) const override { return x[index]; }
};

struct Constant : Node {
  double value;
  explicit Constant(double v) : value(v) {}
  double evaluate(const double *) const override { return value; }
};

struct Sum : Node {
  Tree left, right;
  Sum(Tree l, Tree r) : left(std::move(l)), right(std::move(r)) {}
  double evaluate(const double *x) const override { return left->evaluate(x) + right->evaluate(x); }
};

struct Product : Node {
  Tree left, right;
  Product(Tree l, Tree r) : left(std::move(l)), right(std::move(r)) {}
  double evaluate(const double *x) const override { return left->evaluate(x) * right->evaluate(x); }
};

struct Sine : Node {
  Tree argument;
  explicit Sine(Tree a) : argument(std::move(a)) {}
  double evaluate(const double *x) const override { return std::sin(argument->evaluate(x)); }
};

Tree build(int depth, int number) {
  if (depth == 0)
    return number % 3 ? Tree(new Variable(number % 8)) : Tree(new Constant(0.5 + number));
  switch (number % 3) {
  case 0:
    return Tree(new Sum(build(depth - 1, 2 * number + 1), build(depth - 1, 2 * number + 2)));
  case 1:
    return Tree(new Product(build(depth - 1, 2 * number + 1), build(depth - 1, 2 * number + 2)));
  default:
    return Tree(new Sine(build(depth - 1, 2 * number + 1)));
  }
}

} // namespace

extern "C" double objective(const double *x, int n) {
  Tree tree = build(4, n);
  return tree->evaluate(x) + build(3, 4)->evaluate(x);
}
