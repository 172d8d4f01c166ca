// FLAGS: -fno-exceptions
// Trees of nodes that own each other (std::unique_ptr), and arrays by new[].
#include <cmath>
#include <memory>

namespace {

struct Node {
  double value;
  std::unique_ptr<Node> left, right;
};

std::unique_ptr<Node> build(const double *x, int from, int to) {
  if (from >= to) return nullptr;
  int middle = (from + to) / 2;
  auto node = std::make_unique<Node>();
  node->value = x[middle];
  node->left = build(x, from, middle);
  node->right = build(x, middle + 1, to);
  return node;
}

double evaluate(const Node *node) {
  if (!node) return 0.5;
  return node->value * evaluate(node->left.get()) + std::sin(evaluate(node->right.get()) + node->value);
}

}  // namespace

extern "C" double objective(const double *x, int n) {
  auto tree = build(x, 0, n);
  double sum = evaluate(tree.get());
  tree.reset();
  double *copies = new double[n];
  for (int i = 0; i < n; i++) copies[i] = sum * x[i];
  for (int i = 1; i < n; i++) sum += copies[i] * copies[i - 1];
  delete[] copies;
  return sum;
}
