// Work arrays in global variables: what is left from an earlier call is freed, and allocated again before it is used.
#include <stdlib.h>

struct buffers {
  double *first;
  long length;
  double *second;
};

static double *work;
static double *rows[2];
static struct buffers both;

static double neighbours(double *w, const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) w[i] = x[i] * x[i];
  for (int i = 0; i < n; i++) sum += w[i] * w[(i + 1) % n];
  return sum;
}

__attribute__((noinline)) static void renew(double **place, int n) {
  free(*place);
  *place = malloc(n * sizeof(double));
}

static void renew_both(int n) {
  free(both.first);
  free(both.second);
  both = (struct buffers){malloc(n * sizeof(double)), n, malloc(n * sizeof(double))};
}

double objective(const double *x, int n) {
  if (work) {
    free(work);
    work = NULL;
  }
  work = malloc(n * sizeof(double));
  double sum = neighbours(work, x, n);
  for (int k = 0; k < 3; k++) {
    renew_both(n);
    for (int i = 0; i < both.length; i++) both.first[i] = work[i] * x[0];
    sum += neighbours(both.second, both.first, n);
    renew(&rows[0], n);
    renew(&rows[1], n);
    sum += neighbours(rows[1], both.second, n) + 0.1 * neighbours(rows[0], x, n);
  }
  return sum;
}
