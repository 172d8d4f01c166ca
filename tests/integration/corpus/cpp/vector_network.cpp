// A small neural network on std::vector: two dense layers and the logarithm of a softmax.
#include <cmath>
#include <vector>

using Vector = std::vector<double>;

static Vector dense(const Vector &input, const double *x, int n, std::size_t outputs, int seed) {
  Vector output(outputs);
  for (std::size_t i = 0; i < outputs; i++) {
    double sum = x[(i + seed) % n];
    for (std::size_t j = 0; j < input.size(); j++)
      sum += x[(i * input.size() + j + seed) % n] * input[j];
    output[i] = sum;
  }
  return output;
}

extern "C" double objective(const double *x, int n) {
  Vector input = {0.5, -0.25, 1.0};
  Vector hidden = dense(input, x, n, 4, 1);
  for (double &value : hidden)
    value = std::tanh(value);
  Vector scores = dense(hidden, x, n, 3, 5);
  double sum = 0.0;
  for (double score : scores)
    sum += std::exp(score);
  return std::log(sum) - scores[1];
}
