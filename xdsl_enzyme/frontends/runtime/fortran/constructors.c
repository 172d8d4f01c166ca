// Array constructors whose length is not known before: a vector that grows.
#include "descriptor.h"

// What the descriptor says of the elements is kept here, too, where it can't be overwritten by what is stored to elements.
typedef struct {
  Descriptor *array;
  int64_t count, capacity; // elements that are there, and for which there is memory
  int64_t element_size;
  const DerivedType *derived;
  int8_t type;
} Vector;

INLINE void describe_elements(Vector *vector, const Descriptor *array) {
  vector->element_size = array->element_size;
  vector->derived = type_of(array);
  vector->type = array->type;
}

INLINE Descriptor one_element(const Vector *vector) {
  Descriptor one;
  one.element_size = vector->element_size;
  one.rank = 0;
  one.type = vector->type;
  one.extra = vector->derived ? HAS_TYPE : 0;
  *type_slot(&one) = vector->derived;
  return one;
}

void _FortranAInitArrayConstructorVector(Vector *vector, Descriptor *array, _Bool has_length, const char *file, int line) {
  vector->array = array;
  vector->count = 0;
  vector->capacity = array->base ? array->dimensions[0].extent : 0;
  if (!array->base) {
    set_extent(array, 0, 0);
    array->dimensions[0].stride = array->element_size;
  }
  describe_elements(vector, array);
}

INLINE int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

INLINE void grow(Vector *vector, int64_t needed) {
  if (needed <= vector->capacity)
    return;
  char *old = vector->array->base;
  int64_t size = vector->element_size, count = vector->count;
  const DerivedType *type = vector->derived;
  Descriptor one = one_element(vector);
  vector->capacity = larger(needed, 2 * vector->capacity);
  char *place = allocate(vector->capacity * size);
  for (int64_t i = 0; i < count; i++) {
    if (type)
      xdsl_enzyme_initialise(place + i * size, type);
    assign_element(place + i * size, old + i * size, &one);
    if (type)
      xdsl_enzyme_destroy(old + i * size, type);
  }
  free(old);
  vector->array->base = place;
}

INLINE void push(Vector *vector, const char *value) {
  Descriptor one = one_element(vector);
  char *place = vector->array->base + vector->count * vector->element_size;
  if (vector->derived)
    xdsl_enzyme_initialise(place, vector->derived);
  assign_element(place, value, &one);
  vector->count++;
}

INLINE void set_length(Vector *vector) {
  Dimension *dimension = vector->array->dimensions;
  dimension->extent = larger(dimension->extent, vector->count);
}

void _FortranAPushArrayConstructorValue(Vector *vector, const Descriptor *given) {
  Descriptor values = copied(given);
  if (!vector->array->base) {
    take_element_type(vector->array, &values);
    describe_elements(vector, vector->array);
  }
  int64_t count = elements(&values);
  grow(vector, vector->count + count);
  for (int64_t i = 0; i < count; i++)
    push(vector, element(&values, i));
  set_length(vector);
}

void _FortranAPushArrayConstructorSimpleScalar(Vector *vector, const char *value) {
  grow(vector, vector->count + 1);
  push(vector, value);
  set_length(vector);
}
