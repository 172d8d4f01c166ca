#include <memory>
#include <vector>
struct Node { double w; std::vector<std::shared_ptr<Node>> next; };
static double walk(const Node &n) { double s = n.w; for (auto &m : n.next) s += walk(*m) * n.w; return s; }
static double graph(double x) { auto a = std::make_shared<Node>(Node{x, {}}), b = std::make_shared<Node>(Node{x * x, {a}}); Node c{2, {a, b}}; return walk(c); }
void check_shared_owner() { CHECK(__enzyme_autodiff((void *)graph, 2.0), __enzyme_fwddiff((void *)graph, 2.0, 1.0)); }
