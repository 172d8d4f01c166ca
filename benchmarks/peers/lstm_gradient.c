#include <math.h>
#include <stdlib.h>
/*
 * The gradient of lstm.c by hand: adds to d_main (2 l, 4 b) and d_extra (3, b), and returns the objective. The forward sweep
 * keeps, per step and layer, the gates and the state that went in.
 */

static double sigmoid(double x) { return 1.0 / (1.0 + exp(-x)); }

enum { FORGET, INGATE, OUTGATE, CHANGE, HIDDEN, CELL, SQUASHED, KEPT };

double lstm_gradient(int l, int c, int b, const double *restrict main_params,
                     const double *restrict extra_params, double *restrict state,
                     const double *restrict sequence, double *restrict d_main,
                     double *restrict d_extra) {
  double *kept = malloc(sizeof(double) * KEPT * l * b * (c - 1));
  double *softmaxes = malloc(sizeof(double) * b * (c - 1));
  double *sums = malloc(sizeof(double) * (c - 1));
  double *outputs = malloc(sizeof(double) * b * (c - 1));
  const double *out_weight = extra_params + b, *out_bias = extra_params + 2 * b;
  double total = 0.0;
  double scaled[b];
  for (int t = 0; t < c - 1; t++) {
    for (int j = 0; j < b; j++)
      scaled[j] = extra_params[j] * sequence[t * b + j];
    const double *input = scaled;
    for (int i = 0; i < l; i++) {
      const double *weight = &main_params[8 * b * i], *bias = weight + 4 * b;
      double *hidden = &state[2 * b * i], *cell = hidden + b;
      double *keep = &kept[KEPT * b * (t * l + i)];
      for (int j = 0; j < b; j++) {
        double forget = sigmoid(input[j] * weight[j] + bias[j]);
        double ingate = sigmoid(hidden[j] * weight[b + j] + bias[b + j]);
        double outgate = sigmoid(input[j] * weight[2 * b + j] + bias[2 * b + j]);
        double change = tanh(hidden[j] * weight[3 * b + j] + bias[3 * b + j]);
        keep[HIDDEN * b + j] = hidden[j];
        keep[CELL * b + j] = cell[j];
        cell[j] = cell[j] * forget + ingate * change;
        double squashed = tanh(cell[j]);
        hidden[j] = outgate * squashed;
        keep[FORGET * b + j] = forget;
        keep[INGATE * b + j] = ingate;
        keep[OUTGATE * b + j] = outgate;
        keep[CHANGE * b + j] = change;
        keep[SQUASHED * b + j] = squashed;
      }
      input = hidden;
    }
    double sum = 2.0, targets = 0.0, weighted = 0.0;
    for (int j = 0; j < b; j++) {
      double prediction = input[j] * out_weight[j] + out_bias[j];
      double target = sequence[(t + 1) * b + j];
      double exponential = exp(prediction);
      softmaxes[t * b + j] = exponential;
      outputs[t * b + j] = input[j];
      sum += exponential;
      targets += target;
      weighted += target * prediction;
    }
    sums[t] = targets / sum;
    total += weighted - targets * log(sum);
  }

  double factor = -1.0 / (b * (c - 1));
  double d_state[2 * b * l], d_input[b];
  for (int i = 0; i < 2 * b * l; i++)
    d_state[i] = 0.0;
  for (int t = c - 2; t >= 0; t--) {
    for (int j = 0; j < b; j++) {
      double d_prediction = factor * (sequence[(t + 1) * b + j] - sums[t] * softmaxes[t * b + j]);
      d_extra[b + j] += d_prediction * outputs[t * b + j];
      d_extra[2 * b + j] += d_prediction;
      d_input[j] = d_prediction * out_weight[j];
    }
    for (int i = l - 1; i >= 0; i--) {
      const double *weight = &main_params[8 * b * i];
      const double *keep = &kept[KEPT * b * (t * l + i)];
      double *d_weight = &d_main[8 * b * i], *d_bias = d_weight + 4 * b;
      double *d_hidden = &d_state[2 * b * i], *d_cell = d_hidden + b;
      for (int j = 0; j < b; j++) {
        double forget = keep[FORGET * b + j], ingate = keep[INGATE * b + j];
        double outgate = keep[OUTGATE * b + j], change = keep[CHANGE * b + j];
        double hidden = keep[HIDDEN * b + j], cell = keep[CELL * b + j];
        double squashed = keep[SQUASHED * b + j];
        double input = i > 0 ? keep[(OUTGATE - KEPT) * b + j] * keep[(SQUASHED - KEPT) * b + j]
                             : extra_params[j] * sequence[t * b + j];
        double d_output = d_hidden[j] + d_input[j];
        double d_new_cell = d_cell[j] + d_output * outgate * (1.0 - squashed * squashed);
        double d_forget = d_new_cell * cell * forget * (1.0 - forget);
        double d_ingate = d_new_cell * change * ingate * (1.0 - ingate);
        double d_outgate = d_output * squashed * outgate * (1.0 - outgate);
        double d_change = d_new_cell * ingate * (1.0 - change * change);
        d_weight[j] += d_forget * input;
        d_weight[b + j] += d_ingate * hidden;
        d_weight[2 * b + j] += d_outgate * input;
        d_weight[3 * b + j] += d_change * hidden;
        d_bias[j] += d_forget;
        d_bias[b + j] += d_ingate;
        d_bias[2 * b + j] += d_outgate;
        d_bias[3 * b + j] += d_change;
        d_cell[j] = d_new_cell * forget;
        d_hidden[j] = d_ingate * weight[b + j] + d_change * weight[3 * b + j];
        d_input[j] = d_forget * weight[j] + d_outgate * weight[2 * b + j];
      }
    }
    for (int j = 0; j < b; j++)
      d_extra[j] += d_input[j] * sequence[t * b + j];
  }
  free(outputs);
  free(sums);
  free(softmaxes);
  free(kept);
  return factor * total;
}
