// Vectors from an arena: an allocator of its own on top of one malloc, with alignment by bit tricks.
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct {
  unsigned char *memory;
  size_t capacity, used;
} Arena;

static void *take(Arena *arena, size_t bytes, size_t align) {
  size_t start = (arena->used + align - 1) & ~(align - 1);
  if (start + bytes > arena->capacity) abort();
  arena->used = start + bytes;
  return arena->memory + start;
}

typedef struct {
  int length;
  double *data;
} Vector;

static Vector *vector_new(Arena *arena, int length) {
  Vector *v = take(arena, sizeof *v, _Alignof(Vector));
  v->length = length;
  v->data = take(arena, sizeof(double) * (size_t)length, _Alignof(double));
  return v;
}

static Vector *add(Arena *arena, const Vector *a, const Vector *b) {
  Vector *r = vector_new(arena, a->length);
  for (int i = 0; i < a->length; i++) r->data[i] = a->data[i] + b->data[i];
  return r;
}

static Vector *squash(Arena *arena, const Vector *a) {
  Vector *r = vector_new(arena, a->length);
  for (int i = 0; i < a->length; i++) r->data[i] = tanh(a->data[i]);
  return r;
}

static double dot(const Vector *a, const Vector *b) {
  double s = 0.0;
  for (int i = 0; i < a->length; i++) s += a->data[i] * b->data[i];
  return s;
}

double objective(const double *x, int n) {
  Arena arena = {malloc(4096), 4096, 0};
  if (!arena.memory) return 0.0;
  Vector *v = vector_new(&arena, n), *w = vector_new(&arena, n);
  for (int i = 0; i < n; i++) {
    v->data[i] = x[i];
    w->data[i] = 0.5 * x[n - 1 - i] * x[i];
  }
  for (int round = 0; round < 3; round++) v = squash(&arena, add(&arena, v, w));
  double result = dot(v, w);
  free(arena.memory);
  return result;
}
