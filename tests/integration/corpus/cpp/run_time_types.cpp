// dynamic_cast and typeid: what an object is decides what is done with it.
#include <cmath>
#include <typeinfo>

namespace {

struct Term {
  double weight;
  explicit Term(double w) : weight(w) {}
  virtual ~Term() {}
  virtual double value(double t) const { return weight * t; }
};

struct Periodic : Term {
  double frequency;
  Periodic(double w, double f) : Term(w), frequency(f) {}
  double value(double t) const override { return weight * std::cos(frequency * t); }
};

struct Decaying : Term {
  double rate;
  Decaying(double w, double r) : Term(w), rate(r) {}
  double value(double t) const override { return weight * std::exp(-rate * t); }
};

} // namespace

extern "C" double objective(const double *x, int n) {
  Term plain(x[0]);
  Periodic periodic(x[1], x[2]);
  Decaying decaying(x[3], x[4]);
  Term *terms[] = {&plain, &periodic, &decaying};
  double sum = 0.0;
  for (int i = 0; i < n; i++) {
    Term *term = terms[i % 3];
    double v = term->value(0.2 * i);
    if (auto *p = dynamic_cast<Periodic *>(term))
      v += p->frequency * p->weight;
    else if (typeid(*term) == typeid(Decaying))
      v *= static_cast<Decaying *>(term)->rate;
    sum += v * v;
  }
  return sum;
}
