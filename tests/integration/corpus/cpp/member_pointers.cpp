// Pointers to member functions, virtual and not, and pointers to members.
#include <cmath>

namespace {

struct Model {
  double slope, offset;
  virtual double predict(double t) const { return slope * t + offset; }
  double residual(double t) const { return predict(t) - std::sin(t); }
  double squared(double t) const { return residual(t) * residual(t); }
};

struct Curved : Model {
  double curvature;
  double predict(double t) const override { return Model::predict(t) + curvature * t * t; }
};

using Method = double (Model::*)(double) const;

double sum(const Model &m, Method method, int n) {
  double total = 0.0;
  for (int i = 0; i < n; i++)
    total += (m.*method)(0.3 * i);
  return total;
}

} // namespace

extern "C" double objective(const double *x, int n) {
  Curved curved;
  double Model::*fields[] = {&Model::slope, &Model::offset};
  for (int i = 0; i < 2; i++)
    curved.*fields[i] = x[i];
  curved.curvature = x[2];
  Method methods[] = {&Model::predict, &Model::residual, &Model::squared};
  double total = 0.0;
  for (int i = 0; i < 3; i++)
    total += x[3 + i] * sum(curved, methods[i], n);
  return total;
}
