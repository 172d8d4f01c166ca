// An array of objects with virtual functions, on the stack; virtual functions that change the objects.
#include <cmath>

namespace {

struct Filter {
  double state = 0.0, gain;
  explicit Filter(double g = 1.0) : gain(g) {}
  virtual double apply(double v) {
    state = 0.9 * state + gain * v;
    return state;
  }
};

struct Saturating : Filter {
  using Filter::Filter;
  double apply(double v) override { return std::tanh(Filter::apply(v)); }
};

} // namespace

extern "C" double objective(const double *x, int n) {
  Saturating stages[3] = {Saturating(x[0]), Saturating(x[1]), Saturating(x[2] * x[2])};
  Filter last(x[3]);
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    double v = x[i];
    for (Filter &stage : stages)
      v = stage.apply(v);
    Filter *final = i % 2 ? &stages[1] : &last;
    sum += final->apply(v);
  }
  return sum;
}
