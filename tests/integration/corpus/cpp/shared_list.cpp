// A list of which several owners share the tail; the last one frees it.
#include <memory>

struct Node {
  double value;
  std::shared_ptr<const Node> next;
};
using List = std::shared_ptr<const Node>;

static List prepend(double value, List tail) { return std::make_shared<const Node>(Node{value, std::move(tail)}); }

static double weighted(const List &list, double weight) {
  double sum = 0.0;
  for (const Node *node = list.get(); node; node = node->next.get()) {
    sum += weight * node->value;
    weight *= 0.5;
  }
  return sum;
}

extern "C" double objective(const double *x, int n) {
  List tail;
  for (int i = 2; i < n; i++) tail = prepend(x[i] * x[i], tail);
  List one = prepend(x[0], tail), other = prepend(x[1] * x[0], prepend(x[1], tail));
  tail.reset();
  return weighted(one, 1.0) * weighted(other, 2.0);
}
