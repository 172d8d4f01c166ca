// Functions that put the elements of arrays in other places.
#include "descriptor.h"

// Elements of a result that is described and allocated, but not initialised.
INLINE void begin_elements(Descriptor *result) {
  allocate_contents(result);
  initialise_elements(result);
}

void _FortranAPack(Descriptor *result, const Descriptor *source, const Descriptor *mask, const Descriptor *vector,
                   const char *file, int line) {
  int64_t count = elements(source), packed = 0;
  if (mask->rank) {
    if (elements(mask) != count)
      fail("pack has a mask of another shape", file, line);
    for (int64_t i = 0; i < count; i++)
      packed += is_true(mask, i);
  } else if (is_true(mask, 0)) {
    packed = count;
  }
  int64_t extent = packed;
  if (vector) {
    extent = vector->dimensions[0].extent;
    if (extent < packed)
      fail("pack has a vector that is too short", file, line);
  }
  take_element_type(result, source);
  set_extent(result, 0, extent);
  begin_elements(result);
  int64_t next = 0;
  for (int64_t i = 0; i < count; i++)
    if (is_true(mask, i))
      assign_element(element_of_rank(result, 1, next++), element(source, i), result);
  if (vector)
    for (int64_t i = packed; i < extent; i++)
      assign_element(element_of_rank(result, 1, i), element(vector, i), result);
}

void _FortranAUnpack(Descriptor *result, const Descriptor *vector, const Descriptor *mask, const Descriptor *field,
                     const char *file, int line) {
  int64_t count = elements(mask), next = 0;
  take_element_type(result, vector);
  UNROLL for (int i = 0; i < mask->rank; i++) set_extent(result, i, mask->dimensions[i].extent);
  allocate_rank(result, mask->rank);
  initialise_elements(result);
  for (int64_t i = 0; i < count; i++)
    if (is_true(mask, i)) {
      if (next >= vector->dimensions[0].extent)
        fail("unpack has a vector that is too short", file, line);
      assign_element(element(result, i), element(vector, next++), result);
    } else {
      assign_element(element(result, i), element(field, i), result);
    }
}

void _FortranASpread(Descriptor *result, const Descriptor *source, int dimension, int64_t copies, const char *file,
                     int line) {
  dimension--;
  if (dimension < 0 || dimension > source->rank)
    fail("spread has a dimension that its result does not have", file, line);
  copies = copies > 0 ? copies : 0;
  take_element_type(result, source);
  int rank = source->rank + 1;
  UNROLL for (int i = 0; i < rank; i++)
    set_extent(result, i, i == dimension ? copies : source->dimensions[i < dimension ? i : i - 1].extent);
  allocate_rank(result, rank);
  initialise_elements(result);
  int64_t before = 1; // elements of the dimensions in front of the new one
  UNROLL for (int i = 0; i < source->rank; i++) before *= i < dimension ? source->dimensions[i].extent : 1;
  int64_t count = elements(source) * copies;
  for (int64_t i = 0; i < count; i++)
    assign_element(element_of_rank(result, rank, i), element(source, i / (before * copies) * before + i % before), result);
}

void _FortranATranspose(Descriptor *result, const Descriptor *source, const char *file, int line) {
  int64_t rows = source->dimensions[1].extent, columns = source->dimensions[0].extent;
  take_element_type(result, source);
  set_extent(result, 0, rows);
  set_extent(result, 1, columns);
  allocate_rank(result, 2);
  initialise_elements(result);
  for (int64_t i = 0; i < rows * columns; i++)
    assign_element(element_of_rank(result, 2, i), element_of_rank(source, 2, i % rows * columns + i / rows), result);
}

void _FortranAReshape(Descriptor *result, const Descriptor *source, const Descriptor *shape, const Descriptor *pad,
                      const Descriptor *order, const char *file, int line) {
  int rank = result->rank;
  take_element_type(result, source);
  UNROLL for (int i = 0; i < rank; i++) {
    int64_t extent = integer_at(shape, i);
    set_extent(result, i, extent > 0 ? extent : 0);
  }
  allocate_rank(result, rank);
  initialise_elements(result);
  int64_t count = elements_of_rank(result, rank), given = elements(source);
  if (count > given && (!pad || !elements(pad)))
    fail("reshape has too few elements", file, line);
  for (int64_t i = 0; i < count; i++) {
    char *to = element_of_rank(result, rank, i);
    if (order) {
      // The dimension order(1) of the result varies fastest.
      int64_t bytes = 0, rest = i;
      UNROLL for (int k = 0; k < rank; k++) {
        int64_t dimension = integer_at(order, k) - 1;
        int64_t extent = result->dimensions[dimension].extent;
        bytes += rest % extent * result->dimensions[dimension].stride;
        rest /= extent;
      }
      to = result->base + bytes;
    }
    if (i < given)
      assign_element(to, element(source, i), result);
    else
      assign_element(to, element(pad, (i - given) % elements(pad)), result);
  }
}

// Shifts along a dimension. Elements are counted along it by `position`, and by `before` and `after` in the dimensions around it.
INLINE int64_t wrap(int64_t position, int64_t extent) {
  int64_t rest = position % extent;
  return rest < 0 ? rest + extent : rest;
}

INLINE void same_extents(Descriptor *result, const Descriptor *source) {
  take_element_type(result, source);
  UNROLL for (int i = 0; i < source->rank; i++) set_extent(result, i, source->dimensions[i].extent);
  allocate_rank(result, source->rank);
  initialise_elements(result);
}

typedef struct {
  int64_t before, extent, after;
} Layers;

INLINE Layers layers(const Descriptor *array, int dimension) {
  Layers found = {1, 1, 1};
  UNROLL for (int i = 0; i < array->rank; i++) {
    int64_t extent = array->dimensions[i].extent;
    if (i < dimension)
      found.before *= extent;
    else if (i == dimension)
      found.extent = extent;
    else
      found.after *= extent;
  }
  return found;
}

void _FortranACshift(Descriptor *result, const Descriptor *source, const Descriptor *shift, int dimension,
                     const char *file, int line) {
  dimension--;
  if (dimension < 0 || dimension >= source->rank)
    fail("cshift has a dimension that its array does not have", file, line);
  same_extents(result, source);
  Layers size = layers(source, dimension);
  int64_t count = elements(source);
  for (int64_t i = 0; i < count; i++) {
    int64_t before = i % size.before, position = i / size.before % size.extent, after = i / size.before / size.extent;
    int64_t moved = wrap(position + integer_at(shift, shift->rank ? before + after * size.before : 0), size.extent);
    assign_element(element(result, i), element(source, before + (moved + after * size.extent) * size.before), result);
  }
}

void _FortranACshiftVector(Descriptor *result, const Descriptor *source, int64_t shift, const char *file, int line) {
  same_extents(result, source);
  int64_t extent = source->dimensions[0].extent;
  for (int64_t i = 0; i < extent; i++)
    assign_element(element_of_rank(result, 1, i), element_of_rank(source, 1, wrap(i + shift, extent)), result);
}

// What comes in where nothing is left, if the program does not say.
INLINE void assign_nothing(char *to, const Descriptor *result) {
  switch (result->type) {
  case REAL4: *(float *)to = 0; break;
  case REAL8: *(double *)to = 0; break;
  case COMPLEX4: ((float *)to)[0] = ((float *)to)[1] = 0; break;
  case COMPLEX8: ((double *)to)[0] = ((double *)to)[1] = 0; break;
  default: memset(to, result->type == CHARACTER1 ? ' ' : 0, result->element_size);
  }
}

INLINE void shift_out(Descriptor *result, const Descriptor *source, const Descriptor *shifts, int64_t shift,
                      const Descriptor *boundary, int dimension) {
  same_extents(result, source);
  Layers size = layers(source, dimension);
  int64_t count = elements(source);
  for (int64_t i = 0; i < count; i++) {
    int64_t before = i % size.before, position = i / size.before % size.extent, after = i / size.before / size.extent;
    int64_t around = before + after * size.before;
    int64_t moved = position + (shifts ? integer_at(shifts, shifts->rank ? around : 0) : shift);
    char *to = element(result, i);
    if (moved >= 0 && moved < size.extent)
      assign_element(to, element(source, before + (moved + after * size.extent) * size.before), result);
    else if (boundary)
      assign_element(to, element(boundary, boundary->rank ? around : 0), result);
    else
      assign_nothing(to, result);
  }
}

void _FortranAEoshift(Descriptor *result, const Descriptor *source, const Descriptor *shift, const Descriptor *boundary,
                      int dimension, const char *file, int line) {
  if (dimension < 1 || dimension > source->rank)
    fail("eoshift has a dimension that its array does not have", file, line);
  shift_out(result, source, shift, 0, boundary, dimension - 1);
}

void _FortranAEoshiftVector(Descriptor *result, const Descriptor *source, int64_t shift, const Descriptor *boundary,
                            const char *file, int line) {
  shift_out(result, source, 0, shift, boundary, 0);
}
