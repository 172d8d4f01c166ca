#include "../kernels/net.c"
/*
 * The gradient of net.c by hand: backpropagation, one sample at a time. Adds to d_first (hidden, in), d_first_biases (hidden),
 * d_second (classes, hidden) and d_second_biases (classes), and returns the objective.
 */
double net_gradient(int samples, int in, int hidden, int classes, const float *restrict first,
                    const float *restrict first_biases, const float *restrict second,
                    const float *restrict second_biases, const float *restrict inputs,
                    const int *restrict labels, float *restrict d_first, float *restrict d_first_biases,
                    float *restrict d_second, float *restrict d_second_biases) {
  float units[hidden], d_units[hidden], scores[classes];
  float total = 0.0f;
  for (int s = 0; s < samples; s++) {
    const float *input = &inputs[s * in];
    layer(in, hidden, first, first_biases, input, units);
    for (int i = 0; i < hidden; i++) {
      units[i] = units[i] > 0.0f ? units[i] : 0.0f;
      d_units[i] = 0.0f;
    }
    layer(hidden, classes, second, second_biases, units, scores);
    float largest = scores[0], sum = 0.0f, label_score = scores[labels[s]];
    for (int i = 1; i < classes; i++)
      largest = scores[i] > largest ? scores[i] : largest;
    for (int i = 0; i < classes; i++) {
      scores[i] = expf(scores[i] - largest);
      sum += scores[i];
    }
    total += largest + logf(sum) - label_score;
    for (int i = 0; i < classes; i++) {
      float d_score = (scores[i] / sum - (i == labels[s])) / samples;
      d_second_biases[i] += d_score;
      for (int j = 0; j < hidden; j++) {
        d_second[i * hidden + j] += d_score * units[j];
        d_units[j] += d_score * second[i * hidden + j];
      }
    }
    for (int i = 0; i < hidden; i++) {
      if (units[i] <= 0.0f)
        continue;
      d_first_biases[i] += d_units[i];
      for (int j = 0; j < in; j++)
        d_first[i * in + j] += d_units[i] * input[j];
    }
  }
  return total / samples;
}
