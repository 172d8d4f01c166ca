// Observers that are told of changes by a subject that keeps pointers to them, and leave before the end.
#include <algorithm>
#include <vector>

struct Observer {
  virtual ~Observer() = default;
  virtual void changed(double value) = 0;
  virtual double result() const = 0;
};

struct Mean : Observer {
  double sum = 0.0;
  double count = 0.0;
  void changed(double value) override { sum += value, count += 1.0; }
  double result() const override { return sum / count; }
};

struct Decay : Observer {
  double level = 0.0, rate;
  explicit Decay(double r) : rate(r) {}
  void changed(double value) override { level += rate * (value - level); }
  double result() const override { return level; }
};

class Subject {
 public:
  void attach(Observer *o) { observers_.push_back(o); }
  void detach(Observer *o) { observers_.erase(std::remove(observers_.begin(), observers_.end(), o), observers_.end()); }
  void set(double value) {
    value_ = value;
    for (Observer *o : observers_) o->changed(value_ * value_);
  }

 private:
  double value_ = 0.0;
  std::vector<Observer *> observers_;
};

extern "C" double objective(const double *x, int n) {
  Mean mean;
  Decay fast(0.8), slow(0.1 + 0.1 * x[0]);
  Subject subject;
  subject.attach(&mean);
  subject.attach(&fast);
  subject.attach(&slow);
  for (int i = 0; i < n; i++) {
    if (i == n / 2) subject.detach(&fast);
    subject.set(x[i]);
  }
  return mean.result() * fast.result() + slow.result();
}
