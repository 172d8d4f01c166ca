/* Structs, arrays, strings, globals, and how values are passed. */
#include <complex.h>
#include <stdlib.h>
#include <string.h>

typedef struct { char tag; double v[3]; struct { int a, b; } in; } Record;
typedef struct { double a, b, c, d; } Big;

static double scale = 2.5;
double *scale_pointer = &scale;
static const int table[8] = {3, 1, 4, 1, 5, 9, 2, 6};
static const char *const names[] = {"zero", "one", "t\xe9", "three\n"};

__attribute__((noinline)) static Big combine(Big b, double k) {
  Big r = {b.a * k, b.b + k, b.c - k, b.d / k};
  return r;
}

__attribute__((noinline)) static double records(const Record *r, int n, double *out) {
  Record copy[4];
  memset(copy, 0, sizeof copy);
  for (int i = 0; i < n; i++) {
    memcpy(&copy[i & 3], &r[i], sizeof(Record));
    copy[i & 3].v[i % 3] += *scale_pointer;
  }
  memmove(&copy[1], &copy[0], 2 * sizeof(Record));
  double s = 0;
  for (int i = 0; i < 4; i++) {
    s += copy[i].v[0] * copy[i].v[1] - copy[i].v[2] + copy[i].in.a * copy[i].in.b + copy[i].tag;
    out[i] = s;
  }
  volatile double last = s;
  return last;
}

__attribute__((noinline)) static double complex multiply(double complex a, double complex b) {
  return a * b + conj(a);
}

__attribute__((noinline)) static float complex multiplyf(float complex a, float complex b) { return a * b; }

static int compare(const void *a, const void *b) {
  double x = *(double *)a, y = *(double *)b;
  return (x > y) - (x < y);
}

static double variable_length(int n) {
  double a[n], s = 0;
  for (int i = 0; i < n; i++) a[i] = i * 0.5;
  for (int i = n - 1; i >= 0; i--) s += a[i] * a[n - 1 - i];
  return s;
}

int run(double *out) {
  int n = 0;
  Record r[6];
  for (int i = 0; i < 6; i++) r[i] = (Record){i, {i, i + 1, i * 2}, {i, table[i]}};
  double partial[4];
  out[n++] = records(r, 6, partial);
  out[n++] = partial[2];
  Big b = combine(combine((Big){1, 2, 3, 4}, 5), 6);
  out[n++] = b.a + b.b * b.c - b.d;
  double complex c = multiply(1 + 2 * I, 3 - 4 * I);
  out[n++] = creal(c);
  out[n++] = cimag(c);
  float complex f = multiplyf(1 + 2 * I, 3 - 4 * I);
  out[n++] = crealf(f);
  out[n++] = cimagf(f);
  double *sorted = malloc(5 * sizeof(double));
  for (int i = 0; i < 5; i++) sorted[i] = (i * 7) % 5;
  qsort(sorted, 5, sizeof *sorted, compare);
  for (int i = 0; i < 5; i++) out[n++] = sorted[i];
  free(sorted);
  for (int i = 0; i < 4; i++) out[n++] = strlen(names[i]) * 1000 + names[i][1];
  for (int i = 1; i < 6; i++) out[n++] = variable_length(i);
  return n;
}
