// A class whose members are hidden behind a pointer, copied deeply and moved.
#include <memory>
#include <utility>
#include <vector>

class Filter {
 public:
  explicit Filter(double gain);
  Filter(const Filter &other);
  Filter(Filter &&) noexcept;
  Filter &operator=(Filter other) noexcept;
  ~Filter();
  double step(double input);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct Filter::State {
  double gain, level = 0.0;
  std::vector<double> past;
};

Filter::Filter(double gain) : state_(new State{gain}) {}
Filter::Filter(const Filter &other) : state_(new State(*other.state_)) {}
Filter::Filter(Filter &&) noexcept = default;
Filter &Filter::operator=(Filter other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}
Filter::~Filter() = default;

double Filter::step(double input) {
  State &s = *state_;
  s.level += s.gain * (input - s.level);
  s.past.push_back(s.level);
  return s.level * s.past[s.past.size() / 2];
}

extern "C" double objective(const double *x, int n) {
  Filter slow(0.2 * x[0]), fast(0.7);
  double sum = 0.0;
  for (int i = 0; i < n / 2; i++) sum += slow.step(x[i]) - fast.step(x[i]);
  Filter branch = slow;
  slow = std::move(fast);
  for (int i = n / 2; i < n; i++) sum += slow.step(x[i]) * branch.step(x[i] * x[i]);
  return sum;
}
