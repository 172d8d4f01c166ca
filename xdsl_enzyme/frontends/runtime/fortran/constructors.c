// Array constructors whose length is not known before: a vector that grows.
#include "descriptor.h"

typedef struct {
  Descriptor *array;
  int64_t count, capacity; // elements that are there, and for which there is memory
} Vector;

void _FortranAInitArrayConstructorVector(Vector *vector, Descriptor *array, _Bool has_length, const char *file, int line) {
  vector->array = array;
  vector->count = 0;
  vector->capacity = array->base ? array->dimensions[0].extent : 0;
  if (!array->base) {
    set_extent(array, 0, 0);
    array->dimensions[0].stride = array->element_size;
  }
}

INLINE int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

INLINE void grow(Vector *vector, int64_t needed) {
  Descriptor *array = vector->array;
  if (needed <= vector->capacity)
    return;
  char *old = array->base;
  int64_t size = array->element_size, count = vector->count;
  const DerivedType *type = type_of(array);
  vector->capacity = larger(needed, 2 * vector->capacity);
  char *place = allocate(vector->capacity * size);
  for (int64_t i = 0; i < count; i++) {
    if (type)
      xdsl_enzyme_initialise(place + i * size, type);
    assign_element(place + i * size, old + i * size, array);
    if (type)
      xdsl_enzyme_destroy(old + i * size, type);
  }
  free(old);
  array->base = place;
}

INLINE void push(Vector *vector, const char *value, const Descriptor *source) {
  Descriptor *array = vector->array;
  int64_t size = array->element_size;
  char *place = array->base + vector->count * size;
  const DerivedType *type = type_of(array);
  if (type)
    xdsl_enzyme_initialise(place, type);
  assign_element(place, value, source);
  vector->count++;
}

void _FortranAPushArrayConstructorValue(Vector *vector, const Descriptor *values) {
  Descriptor *array = vector->array;
  if (!array->base)
    take_element_type(array, values);
  int64_t count = elements(values);
  grow(vector, vector->count + count);
  for (int64_t i = 0; i < count; i++)
    push(vector, element(values, i), values);
  array->dimensions[0].extent = larger(array->dimensions[0].extent, vector->count);
}

void _FortranAPushArrayConstructorSimpleScalar(Vector *vector, const char *value) {
  Descriptor *array = vector->array;
  grow(vector, vector->count + 1);
  push(vector, value, array);
  array->dimensions[0].extent = larger(array->dimensions[0].extent, vector->count);
}
