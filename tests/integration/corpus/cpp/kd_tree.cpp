// Nearest neighbours in a k-d tree of unique_ptr nodes; the distances are differentiated.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

using Point = std::array<double, 2>;

struct Node {
  Point point;
  std::unique_ptr<Node> left, right;
};

using Iterator = std::vector<Point>::iterator;

static std::unique_ptr<Node> build(Iterator begin, Iterator end, int axis) {
  if (begin == end) return nullptr;
  auto middle = begin + (end - begin) / 2;
  std::nth_element(begin, middle, end, [axis](const Point &a, const Point &b) { return a[axis] < b[axis]; });
  auto node = std::make_unique<Node>();
  node->point = *middle;
  node->left = build(begin, middle, 1 - axis);
  node->right = build(middle + 1, end, 1 - axis);
  return node;
}

static void nearest(const Node *node, const Point &target, int axis, double &best) {
  if (!node) return;
  double dx = node->point[0] - target[0], dy = node->point[1] - target[1];
  best = std::min(best, dx * dx + dy * dy);
  double gap = target[axis] - node->point[axis];
  const Node *near = gap < 0 ? node->left.get() : node->right.get();
  const Node *far = gap < 0 ? node->right.get() : node->left.get();
  nearest(near, target, 1 - axis, best);
  if (gap * gap < best) nearest(far, target, 1 - axis, best);
}

// X: 0.1 0.9 1.4 -0.3 2.2 0.8 -1.0 0.4 0.6 1.7 1.1 0.2
extern "C" double objective(const double *x, int n) {
  std::vector<Point> points;
  for (int i = 0; i + 1 < n; i += 2) points.push_back({x[i], x[i + 1]});
  auto tree = build(points.begin(), points.end(), 0);
  double sum = 0.0;
  for (const Point &target : {Point{0.5, 0.5}, Point{1.9, 1.2}, Point{-0.4, 0.1}}) {
    double best = std::numeric_limits<double>::infinity();
    nearest(tree.get(), target, 0, best);
    sum += std::sqrt(best);
  }
  return sum;
}
