/* Numbers that go through a pipe, as bytes.
   REFUSED: get lost in text or files that 'read' reads numbers from */
#include <unistd.h>

double objective(const double *x, int n) {
  int ends[2];
  double y[16] = {0}, sum = 0;
  if (pipe(ends)) return -1;
  if (write(ends[1], x, n * sizeof(double)) < 0) return -1;
  if (read(ends[0], y, n * sizeof(double)) < 0) return -1;
  close(ends[0]);
  close(ends[1]);
  for (int i = 0; i < n; i++) sum += y[i] * y[i];
  return sum;
}
