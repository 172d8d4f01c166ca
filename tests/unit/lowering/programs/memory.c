/* Structs, arrays of arrays, tables of pointers, strings, heap memory, volatile accesses. */
#include <stdlib.h>
#include <string.h>

typedef struct {
  double position[3];
  int id;
  char tag[5];
} body;

static const double weights[2][3] = {{1.0, -2.5, 3e-5}, {0.1, 0x1p-1040, 1e300}};
static const char *const names[] = {"first", "s\xe9"
                                              "cond\n",
                                    ""};
static double scratch[16];
static int calls = 3;

double norm(body b, int which) {
  double sum = 0;
  for (int i = 0; i < 3; i++)
    sum += b.position[i] * weights[which][i];
  return sum + b.id + b.tag[1];
}

double use_bodies(double x, int n) {
  body all[4];
  memset(all, 0, sizeof all);
  for (int i = 0; i < 4; i++) {
    all[i].position[i % 3] = x + i;
    all[i].id = n;
    strcpy(all[i].tag, "abc");
  }
  body copy = all[n & 3];
  copy.position[1] -= 1;
  return norm(copy, n & 1) + norm(all[3], 0);
}

int characters(int which) {
  int sum = 0;
  for (const char *c = names[which % 3]; *c; c++)
    sum = sum * 3 + (unsigned char)*c;
  return sum + ++calls;
}

double reversed(const double *x, long n) {
  double *copy = malloc(n * sizeof(double));
  memcpy(copy, x, n * sizeof(double));
  for (long i = 0; i < n / 2; i++) {
    double t = copy[i];
    copy[i] = copy[n - 1 - i];
    copy[n - 1 - i] = t;
  }
  memmove(copy + 1, copy, (n - 1) * sizeof(double));
  double sum = 0;
  for (long i = 0; i < n; i++) {
    scratch[i & 15] += copy[i];
    sum = sum / 3 + scratch[i & 15];
  }
  free(copy);
  memset(scratch, 0, sizeof scratch);
  return sum;
}

int volatile_sum(int n) {
  volatile int sum = 0;
  for (int i = 0; i < n; i++)
    sum += i * i;
  return sum;
}
