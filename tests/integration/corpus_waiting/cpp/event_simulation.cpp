// A discrete event simulation: events in a multimap by integer time, handlers as member function pointers.
#include <cmath>
#include <map>
#include <utility>
#include <vector>

class Plant {
 public:
  using Handler = void (Plant::*)(double);
  explicit Plant(const double *x, int n) : rates_(x, x + n) {}
  void schedule(int time, Handler handler, double amount) { events_.emplace(time, std::make_pair(handler, amount)); }
  double run() {
    int now = 0;
    while (!events_.empty() && now < 20) {
      auto first = events_.begin();
      now = first->first;
      auto [handler, amount] = first->second;
      events_.erase(first);
      (this->*handler)(amount);
      ++count_;
    }
    return level_ + 0.1 * spilled_;
  }
  void fill(double amount) {
    level_ += amount * rates_[count_ % rates_.size()];
    schedule(count_ + 3, &Plant::drain, 0.3);
  }
  void drain(double fraction) {
    spilled_ += fraction * level_ * level_;
    level_ *= 1.0 - fraction;
    if (count_ < 12) schedule(count_ + 2, &Plant::fill, std::cos(level_));
  }

 private:
  std::multimap<int, std::pair<Handler, double>> events_;
  std::vector<double> rates_;
  double level_ = 1.0, spilled_ = 0.0;
  int count_ = 0;
};

extern "C" double objective(const double *x, int n) {
  Plant plant(x, n);
  plant.schedule(0, &Plant::fill, 1.0);
  plant.schedule(1, &Plant::fill, x[0]);
  return plant.run();
}
