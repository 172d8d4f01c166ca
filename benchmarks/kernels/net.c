#include <math.h>
/*
 * A net of two layers in single precision that tells classes apart: rectified hidden units, softmax, and the mean cross entropy over
 * samples. inputs is (samples, in), first (hidden, in), second (classes, hidden); labels are classes.
 */

static void layer(int in, int out, const float *weights, const float *biases, const float *x, float *y) {
  for (int i = 0; i < out; i++) {
    float sum = biases[i];
    for (int j = 0; j < in; j++)
      sum += weights[i * in + j] * x[j];
    y[i] = sum;
  }
}

double net_objective(int samples, int in, int hidden, int classes, const float *restrict first,
                     const float *restrict first_biases, const float *restrict second,
                     const float *restrict second_biases, const float *restrict inputs,
                     const int *restrict labels) {
  float units[hidden], scores[classes];
  float total = 0.0f;
  for (int s = 0; s < samples; s++) {
    layer(in, hidden, first, first_biases, &inputs[s * in], units);
    for (int i = 0; i < hidden; i++)
      units[i] = units[i] > 0.0f ? units[i] : 0.0f;
    layer(hidden, classes, second, second_biases, units, scores);
    float largest = scores[0], sum = 0.0f;
    for (int i = 1; i < classes; i++)
      largest = scores[i] > largest ? scores[i] : largest;
    for (int i = 0; i < classes; i++)
      sum += expf(scores[i] - largest);
    total += largest + logf(sum) - scores[labels[s]];
  }
  return total / samples;
}
