#include <math.h>
/*
 * A diagonal LSTM with l layers of b cells that predicts the next vector of a sequence (c, b). main_params (2 l, 4 b):
 * row 2 i has layer i's weights, row 2 i + 1 its biases, of forget gate, input gate, output gate and change.
 * extra_params (3, b): weights of the input and of the output, and the output's bias. state (2 l, b): hidden state and
 * cell of every layer, overwritten in every step.
 */

static double sigmoid(double x) { return 1.0 / (1.0 + exp(-x)); }

static void step(int b, const double *weight, const double *bias, double *hidden, double *cell,
                 const double *input) {
  for (int j = 0; j < b; j++) {
    double forget = sigmoid(input[j] * weight[j] + bias[j]);
    double ingate = sigmoid(hidden[j] * weight[b + j] + bias[b + j]);
    double outgate = sigmoid(input[j] * weight[2 * b + j] + bias[2 * b + j]);
    double change = tanh(hidden[j] * weight[3 * b + j] + bias[3 * b + j]);
    cell[j] = cell[j] * forget + ingate * change;
    hidden[j] = outgate * tanh(cell[j]);
  }
}

static void predict(int l, int b, const double *main_params, const double *extra_params, double *state,
                    const double *input, double *prediction) {
  double scaled[b];
  for (int j = 0; j < b; j++)
    scaled[j] = extra_params[j] * input[j];
  const double *below = scaled;
  for (int i = 0; i < l; i++) {
    const double *weight = &main_params[8 * b * i];
    double *hidden = &state[2 * b * i];
    step(b, weight, weight + 4 * b, hidden, hidden + b, below);
    below = hidden;
  }
  for (int j = 0; j < b; j++)
    prediction[j] = below[j] * extra_params[b + j] + extra_params[2 * b + j];
}

double lstm_objective(int l, int c, int b, const double *restrict main_params,
                      const double *restrict extra_params, double *restrict state,
                      const double *restrict sequence) {
  double prediction[b];
  double total = 0.0;
  for (int t = 0; t < c - 1; t++) {
    predict(l, b, main_params, extra_params, state, &sequence[t * b], prediction);
    double sum = 2.0;
    for (int j = 0; j < b; j++)
      sum += exp(prediction[j]);
    double log_sum = log(sum);
    for (int j = 0; j < b; j++)
      total += sequence[(t + 1) * b + j] * (prediction[j] - log_sum);
  }
  return -total / (b * (c - 1));
}
