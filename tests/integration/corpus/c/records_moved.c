/* Records of numbers and floats that are copied as a whole: assigned, swapped, moved in memory, kept in arrays. */
#include <stdlib.h>
#include <string.h>
typedef struct { int id; float weight; double position[2]; long visits; } Record;

__attribute__((noinline)) static void swap(Record *a, Record *b) { Record t = *a; *a = *b; *b = t; }

static void sort(Record *r, int n) {
  for (int i = 1; i < n; i++) {
    Record key = r[i];
    int j = i;
    for (; j > 0 && r[j - 1].position[0] > key.position[0]; j--) r[j] = r[j - 1];
    r[j] = key;
  }
}

__attribute__((noinline)) static void copy_all(void *to, const void *from, unsigned long size) { memcpy(to, from, size); }

double objective(const double *x, int n) {
  Record *records = malloc(n * sizeof *records), *copies = calloc(n + 1, sizeof *copies);
  for (int i = 0; i < n; i++) {
    Record r = {i, (float)(x[i] * 0.5), {x[i] * x[i], x[(i + 1) % n]}, 0};
    records[i] = r;
  }
  sort(records, n);
  swap(&records[0], &records[n - 1]);
  copy_all(copies, records, n * sizeof *copies);
  memmove(copies + 1, copies, n * sizeof *copies);
  double sum = 0.0;
  for (int i = 0; i <= n; i++) {
    copies[i].visits++;
    sum += copies[i].position[0] * copies[i].position[1] * (copies[i].id + 1) + copies[i].weight * copies[i].visits;
  }
  memset(copies, 0, sizeof *copies);
  sum += copies[0].position[0] + copies[1].position[1] * copies[1].weight;
  free(records);
  free(copies);
  return sum;
}
/* TOLERANCE: 1e-6 */
