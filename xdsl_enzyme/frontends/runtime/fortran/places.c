// Where the largest, the smallest or a given element is, along a dimension or in the whole array; and whether arrays are contiguous.
#include "dimensions.h"

INLINE double real_at(const Descriptor *array, const char *at) {
  switch (array->type) {
  case REAL8: return *(const double *)at;
  case REAL4: return *(const float *)at;
  default: break;
  }
  switch (array->element_size) {
  case 1: return *(const int8_t *)at;
  case 2: return *(const int16_t *)at;
  case 4: return *(const int32_t *)at;
  default: return *(const int64_t *)at;
  }
}

INLINE void store_integer(char *to, int kind, int64_t value) {
  switch (kind) {
  case 1: *(int8_t *)to = value; break;
  case 2: *(int16_t *)to = value; break;
  case 4: *(int32_t *)to = value; break;
  default: *(int64_t *)to = value;
  }
}

enum { LARGEST, SMALLEST, EQUAL };

// Whether `value` is what is looked for, given the best one so far.
INLINE _Bool is_better(int goal, double value, double best, _Bool is_first, _Bool back) {
  if (goal == EQUAL)
    return value == best && (is_first || back);
  if (is_first || best != best)
    return 1;
  if (back && value == best)
    return 1;
  return goal == LARGEST ? value > best : value < best;
}

INLINE void check_kind(const Descriptor *array, const char *file, int line) {
  if (array->type != REAL8 && array->type != REAL4 && (array->type > INT8 || array->element_size > 8))
    fail("places of elements of this kind are looked for, which is not supported", file, line);
}

INLINE void place_along(Descriptor *result, const Descriptor *array, int goal, double target, int kind, int dimension,
                        const char *file, int line, const Descriptor *mask, _Bool back) {
  dimension--;
  check_kind(array, file, line);
  allocate_reduced(result, array, dimension, file, line);
  int64_t count = elements_of_rank(result, array->rank - 1);
  int64_t extent = array->dimensions[dimension].extent, stride = array->dimensions[dimension].stride;
  for (int64_t number = 0; number < count; number++) {
    const char *at = column(array, dimension, number);
    int64_t place = 0;
    double best = target;
    for (int64_t i = 0; i < extent; i++) {
      if (is_masked(mask, dimension, number, i))
        continue;
      double value = real_at(array, at + i * stride);
      if (is_better(goal, value, best, !place, back)) {
        best = value;
        place = i + 1;
      }
    }
    store_integer(result->base + number * kind, kind, place);
  }
}

// The subscripts of the element.
INLINE void place_in(Descriptor *result, const Descriptor *array, int goal, double target, int kind, const char *file,
                     int line, const Descriptor *mask, _Bool back) {
  check_kind(array, file, line);
  set_extent(result, 0, array->rank);
  allocate_rank(result, 1);
  int64_t count = elements(array), place = 0;
  double best = target;
  for (int64_t i = 0; i < count; i++) {
    if (mask && !is_true(mask, i))
      continue;
    double value = real_at(array, element(array, i));
    if (is_better(goal, value, best, !place, back)) {
      best = value;
      place = i + 1;
    }
  }
  int64_t rest = place - 1;
  UNROLL for (int i = 0; i < array->rank; i++) {
    int64_t extent = array->dimensions[i].extent;
    store_integer(result->base + i * kind, kind, place ? 1 + rest % extent : 0);
    rest /= extent ? extent : 1;
  }
}

#define PLACES(NAME, GOAL)                                                                                              \
  void _FortranA##NAME##Dim(Descriptor *result, const Descriptor *array, int kind, int dimension, const char *file,     \
                            int line, const Descriptor *mask, _Bool back) {                                             \
    place_along(result, array, GOAL, 0, kind, dimension, file, line, mask, back);                                       \
  }
#define PLACES_OF(NAME, GOAL, TYPE)                                                                                     \
  void _FortranA##NAME##TYPE(Descriptor *result, const Descriptor *array, int kind, const char *file, int line,         \
                             const Descriptor *mask, _Bool back) {                                                      \
    place_in(result, array, GOAL, 0, kind, file, line, mask, back);                                                     \
  }
#define ALL_PLACES(NAME, GOAL)                                                                                          \
  PLACES(NAME, GOAL) PLACES_OF(NAME, GOAL, Real8) PLACES_OF(NAME, GOAL, Real4) PLACES_OF(NAME, GOAL, Integer4)          \
      PLACES_OF(NAME, GOAL, Integer8)

ALL_PLACES(Maxloc, LARGEST)
ALL_PLACES(Minloc, SMALLEST)

void _FortranAFindlocDim(Descriptor *result, const Descriptor *array, const Descriptor *target, int kind, int dimension,
                         const char *file, int line, const Descriptor *mask, _Bool back) {
  check_kind(target, file, line);
  place_along(result, array, EQUAL, real_at(target, target->base), kind, dimension, file, line, mask, back);
}

void _FortranAFindloc(Descriptor *result, const Descriptor *array, const Descriptor *target, int kind, const char *file,
                      int line, const Descriptor *mask, _Bool back) {
  check_kind(target, file, line);
  place_in(result, array, EQUAL, real_at(target, target->base), kind, file, line, mask, back);
}

INLINE _Bool is_contiguous(const Descriptor *array, int rank) {
  int64_t bytes = array->element_size;
  _Bool strided = 0, empty = 0;
  UNROLL for (int i = 0; i < rank; i++) {
    int64_t extent = array->dimensions[i].extent;
    strided |= extent != 1 && array->dimensions[i].stride != bytes;
    empty |= !extent;
    bytes *= extent;
  }
  return empty || !strided;
}

_Bool _FortranAIsContiguous(const Descriptor *array) { return is_contiguous(array, array->rank); }

_Bool _FortranAIsContiguousUpTo(const Descriptor *array, int dimensions) {
  return is_contiguous(array, dimensions < array->rank ? dimensions : array->rank);
}
