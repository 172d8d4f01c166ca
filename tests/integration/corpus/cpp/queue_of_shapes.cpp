// Shapes behind one interface, with a double in one class where the other has an integer; events of them in a priority queue.
#include <cmath>
#include <memory>
#include <optional>
#include <queue>
#include <vector>
struct Shape { virtual ~Shape() {} virtual double area() const = 0; virtual long sides() const { return 0; } };
struct Circle : Shape { double r; Circle(double r) : r(r) {} double area() const override { return 3.0 * r * r; } };
struct Poly : Shape { long n; double s; Poly(long n, double s) : n(n), s(s) {} double area() const override { return n * s * s; } long sides() const override { return n; } };
struct Event { double when; int kind; bool operator<(const Event &o) const { return when > o.when; } };
extern "C" double objective(const double *x, int n) {
  std::vector<std::unique_ptr<Shape>> shapes;
  for (int i = 0; i < n; i++) {
    if (i % 2) shapes.push_back(std::make_unique<Circle>(x[i]));
    else shapes.push_back(std::make_unique<Poly>(i + 3, x[i]));
  }
  std::priority_queue<Event> queue;
  for (int i = 0; i < n; i++) queue.push({shapes[i]->area() + 0.1 * shapes[i]->sides(), i});
  double sum = 0, weight = 1;
  std::optional<double> last;
  while (!queue.empty()) {
    Event e = queue.top(); queue.pop();
    sum += weight * e.when * x[e.kind];
    if (last) sum += *last * e.when;
    last = e.when; weight *= 0.7;
  }
  return sum;
}
