// A small network: layers in a class hierarchy, weights in vectors, a softmax cross entropy.
#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

using Vector = std::vector<double>;

struct Layer {
  virtual ~Layer() {}
  virtual Vector forward(const Vector &input) const = 0;
};

class Dense : public Layer {
 public:
  Dense(std::size_t in, std::size_t out, const double *&parameters) : weights_(out, Vector(in)), bias_(out) {
    for (auto &row : weights_)
      for (double &w : row) w = *parameters++;
    for (double &b : bias_) b = *parameters++;
  }
  Vector forward(const Vector &input) const override {
    Vector output(bias_);
    for (std::size_t i = 0; i < weights_.size(); ++i)
      for (std::size_t j = 0; j < input.size(); ++j) output[i] += weights_[i][j] * input[j];
    return output;
  }

 private:
  std::vector<Vector> weights_;
  Vector bias_;
};

class Activation : public Layer {
 public:
  Vector forward(const Vector &input) const override {
    Vector output;
    output.reserve(input.size());
    for (double v : input) output.push_back(activate(v));
    return output;
  }

 protected:
  virtual double activate(double v) const = 0;
};

class Tanh final : public Activation {
  double activate(double v) const override { return std::tanh(v); }
};

class Network {
 public:
  void add(std::unique_ptr<Layer> layer) { layers_.push_back(std::move(layer)); }
  double loss(Vector v, std::size_t label) const {
    for (const auto &layer : layers_) v = layer->forward(v);
    double highest = *std::max_element(v.begin(), v.end()), total = 0.0;
    for (double logit : v) total += std::exp(logit - highest);
    return highest + std::log(total) - v[label];
  }

 private:
  std::vector<std::unique_ptr<Layer>> layers_;
};

// X: 0.1 -0.3 0.5 0.2 -0.4 0.6 0.05 -0.1 0.2 0.7 -0.2 0.3 0.4 -0.5 0.15 0.0 0.25
extern "C" double objective(const double *x, int) {
  Network network;
  const double *p = x;
  network.add(std::make_unique<Dense>(2, 3, p));
  network.add(std::make_unique<Tanh>());
  network.add(std::make_unique<Dense>(3, 2, p));
  const double data[][2] = {{0.5, -1.0}, {1.5, 0.3}, {-0.7, 0.8}};
  double total = 0.0;
  for (int i = 0; i < 3; ++i) total += network.loss({data[i][0], data[i][1]}, i % 2);
  return total;
}
