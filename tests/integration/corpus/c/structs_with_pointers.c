/* Structures of pointers, floats and numbers that are copied as a whole. */
#include <string.h>
typedef struct { const double *data; double scale; int length; } View;
typedef struct { View view; double *out; float shift; } Job;

__attribute__((noinline)) static View scaled(View v, double by) { v.scale *= by; return v; }
__attribute__((noinline)) static double total(const View *v) {
  double sum = 0.0;
  for (int i = 0; i < v->length; i++) sum += v->data[i] * v->scale;
  return sum;
}
__attribute__((noinline)) static double run(Job job) {
  for (int i = 0; i < job.view.length; i++) job.out[i] = job.view.data[i] * job.view.scale + job.shift;
  return job.out[0] * job.out[job.view.length - 1];
}

double objective(const double *x, int n) {
  double out[16];
  View first = {x, x[0], n}, second;
  memcpy(&second, &first, sizeof second);
  second = scaled(second, x[1]);
  Job job = {second, out, (float)x[2]};
  Job copy = job;
  copy.view = first;
  return total(&first) + total(&second) * 0.5 + run(job) + run(copy);
}
/* TOLERANCE: 1e-6 */
