// Arrays that are looked at along one of their dimensions.
#ifndef DIMENSIONS_H
#define DIMENSIONS_H

#include "descriptor.h"

// An array without one of its dimensions: what is left is counted by `number` in the order of Fortran. Returns the element at which the dimension
// begins.
INLINE char *column(const Descriptor *array, int dimension, int64_t number) {
  int64_t bytes = 0;
  UNROLL for (int i = 0; i < array->rank; i++) {
    if (i == dimension)
      continue;
    int64_t extent = array->dimensions[i].extent;
    bytes += number % extent * array->dimensions[i].stride;
    number /= extent;
  }
  return array->base + bytes;
}

// The result has the shape of the array without a dimension.
INLINE void allocate_reduced(Descriptor *result, const Descriptor *array, int dimension, const char *file, int line) {
  if (dimension < 0 || dimension >= array->rank)
    fail("an array is reduced along a dimension that it does not have", file, line);
  UNROLL for (int i = 0; i < array->rank - 1; i++)
    set_extent(result, i, array->dimensions[i < dimension ? i : i + 1].extent);
  allocate_rank(result, array->rank - 1);
}

// A mask may be a scalar.
INLINE _Bool is_masked(const Descriptor *mask, int dimension, int64_t number, int64_t position) {
  if (!mask)
    return 0;
  if (!mask->rank)
    return !truth(mask, mask->base);
  return !truth(mask, column(mask, dimension, number) + position * mask->dimensions[dimension].stride);
}

#endif
