// Layers of a neural network behind one interface, each with its own parameters.
#include <cmath>
#include <memory>
#include <vector>

namespace {

using Vector = std::vector<double>;

struct Layer {
  virtual ~Layer() {}
  virtual Vector forward(const Vector &in) const = 0;
};

struct Dense : Layer {
  int rows, columns;
  Vector weights;
  Dense(int r, int c, const double *x, int n) : rows(r), columns(c), weights(r * c) {
    for (int i = 0; i < r * c; i++)
      weights[i] = 0.5 * x[i % n] + 0.01 * i;
  }
  Vector forward(const Vector &in) const override {
    Vector out(rows);
    for (int i = 0; i < rows; i++)
      for (int j = 0; j < columns; j++)
        out[i] += weights[i * columns + j] * in[j];
    return out;
  }
};

struct Softplus : Layer {
  Vector forward(const Vector &in) const override {
    Vector out;
    for (double v : in)
      out.push_back(std::log1p(std::exp(v)));
    return out;
  }
};

struct Scale : Layer {
  double factor;
  explicit Scale(double f) : factor(f) {}
  Vector forward(const Vector &in) const override {
    Vector out = in;
    for (double &v : out)
      v *= factor;
    return out;
  }
};

} // namespace

extern "C" double objective(const double *x, int n) {
  std::vector<std::unique_ptr<Layer>> network;
  network.emplace_back(new Dense(3, 2, x, n));
  network.emplace_back(new Softplus());
  network.emplace_back(new Scale(x[1]));
  network.emplace_back(new Dense(2, 3, x + 1, n - 1));
  Vector values = {x[0], x[n - 1]};
  for (const auto &layer : network)
    values = layer->forward(values);
  return values[0] * values[1];
}
