// A moving average on a deque, a splice of lists, a queue and a priority queue of inactive keys.
#include <deque>
#include <list>
#include <queue>
#include <utility>
#include <vector>

class MovingAverage {
 public:
  explicit MovingAverage(std::size_t width) : width_(width) {}
  double operator()(double v) {
    window_.push_back(v);
    sum_ += v;
    if (window_.size() > width_) {
      sum_ -= window_.front();
      window_.pop_front();
    }
    return sum_ / window_.size();
  }

 private:
  std::size_t width_;
  std::deque<double> window_;
  double sum_ = 0.0;
};

extern "C" double objective(const double *x, int n) {
  MovingAverage average(3);
  std::list<double> smooth, rough;
  for (int i = 0; i < n; ++i) {
    smooth.push_back(average(x[i]));
    if (i % 2) rough.push_front(x[i] * x[i]);
  }
  auto middle = smooth.begin();
  ++middle;
  smooth.splice(middle, rough);
  smooth.remove_if([k = 0](double) mutable { return ++k % 5 == 0; });
  double result = 0.0, factor = 1.0;
  for (double v : smooth) {
    result += factor * v * v;
    factor = -0.9 * factor;
  }
  using Item = std::pair<int, double>;
  auto later = [](const Item &a, const Item &b) { return a.first < b.first; };
  std::priority_queue<Item, std::vector<Item>, decltype(later)> queue(later);
  for (int i = 0; i < n; ++i) queue.push({i * 5 % 8, x[i]});
  for (double decay = 1.0; !queue.empty(); queue.pop(), decay *= 0.5) result += decay * queue.top().second;
  return result;
}
