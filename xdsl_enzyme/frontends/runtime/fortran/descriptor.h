// The descriptor of an array or of an allocatable, pointer or polymorphic variable, as flang lays it out, and how elements are found.
#ifndef DESCRIPTOR_H
#define DESCRIPTOR_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int64_t lower, extent, stride; // the stride in bytes
} Dimension;

typedef struct {
  char *base;
  int64_t element_size;
  int32_t version;
  int8_t rank, type, attribute, extra;
  Dimension dimensions[15]; // as many as `rank`, and then, if HAS_TYPE is set in `extra`, a pointer to the derived type
} Descriptor;

enum { POINTER = 1, ALLOCATABLE = 2 };                                              // attribute
enum { HAS_TYPE = 1 };                                                              // extra
enum { REAL4 = 27, REAL8 = 28, COMPLEX4 = 34, COMPLEX8 = 35, OTHER = -1 };          // type
enum { INT1 = 7, INT2 = 8, INT4 = 9, INT8 = 10, LOGICAL1 = 39, LOGICAL2 = 13, LOGICAL4 = 14, LOGICAL8 = 15, STRUCT = 42 }; // type
enum { CHARACTER1 = 40, CHARACTER2 = 43, CHARACTER4 = 44 };                         // type
enum { BASE_NULL = 11, BASE_NOT_NULL = 12, INVALID_EXTENT = 17, SAME_ALLOCATABLE = 109 }; // results

typedef struct DerivedType DerivedType;

#define INLINE static inline __attribute__((always_inline))

// A loop over the dimensions of an array, whose rank is known as soon as the function is inlined where it is called.
#define UNROLL _Pragma("clang loop unroll(full)")

// Prints the message and ends the program.
_Noreturn void _FortranAReportFatalUserError(const char *message, const char *file, int line);
#define fail _FortranAReportFatalUserError

// What is done to one object of a derived type that has components which are allocatable, or have values to begin with. The definitions
// are made for the types of the program by frontends/derived_types.py.
void xdsl_enzyme_initialise(char *object, const DerivedType *type);
void xdsl_enzyme_assign(char *to, const char *from, const DerivedType *type, int64_t size);
void xdsl_enzyme_destroy(char *object, const DerivedType *type);

// Whether a type is another, or extends it.
_Bool xdsl_enzyme_extends(const DerivedType *type, const DerivedType *other);

INLINE const DerivedType **type_slot_of_rank(const Descriptor *array, int rank) {
  return (const DerivedType **)((char *)array->dimensions + rank * sizeof(Dimension));
}

INLINE const DerivedType **type_slot(const Descriptor *array) { return type_slot_of_rank(array, array->rank); }

// Bound by bound: each is a number, which a copy of their bytes would not say.
INLINE void copy_dimensions(Descriptor *to, const Descriptor *from, int rank) {
  UNROLL for (int i = 0; i < rank; i++) {
    to->dimensions[i].lower = from->dimensions[i].lower;
    to->dimensions[i].extent = from->dimensions[i].extent;
    to->dimensions[i].stride = from->dimensions[i].stride;
  }
}

// The derived type; null for objects of other types.
INLINE const DerivedType *type_of(const Descriptor *array) { return array->extra & HAS_TYPE ? *type_slot(array) : 0; }

// The number of elements of an array of this rank.
INLINE int64_t elements_of_rank(const Descriptor *array, int rank) {
  int64_t count = 1;
  UNROLL for (int i = 0; i < rank; i++) count *= array->dimensions[i].extent;
  return count;
}

INLINE int64_t elements(const Descriptor *array) { return elements_of_rank(array, array->rank); }

// Objects of derived types lie a multiple of their size apart, and it is seen where in an object each byte is.
INLINE int64_t objects_apart(int64_t stride, int64_t size) {
  if (stride % size)
    fail("components of objects are assigned as an array, which is not supported if they have a derived type", 0, 0);
  return stride / size;
}

// The element with this number in the order of Fortran, counted from 0, of an array of this rank. `model` has elements of the same type, which
// is better known.
INLINE char *element_like(const Descriptor *array, const Descriptor *model, int rank, int64_t number) {
  int64_t distance = 0, size = model->element_size;
  _Bool is_object = model->type == STRUCT;
  UNROLL for (int i = 0; i < rank; i++) {
    int64_t extent = array->dimensions[i].extent;
    int64_t position = i < rank - 1 ? number % extent : number, stride = array->dimensions[i].stride;
    distance += position * (is_object ? objects_apart(stride, size) : stride);
    if (i < rank - 1)
      number /= extent;
  }
  return is_object ? array->base + distance * size : array->base + distance;
}

INLINE char *element_of_rank(const Descriptor *array, int rank, int64_t number) {
  return element_like(array, array, rank, number);
}

// A scalar stands for an array of any shape.
INLINE char *element(const Descriptor *array, int64_t number) { return element_of_rank(array, array->rank, number); }

// The rank of both of two arrays of one shape: flang always knows that of the right-hand side.
INLINE int common_rank(const Descriptor *to, const Descriptor *from) { return from->rank ? from->rank : to->rank; }

// Elements of one type are copied as such, so that it can be seen what they are (integers of 8 bytes may be addresses); `is_known` says at compile time whether the type is known then.
_Bool is_known(int8_t value) __asm__("llvm.is.constant.i8");

INLINE void copy_bytes(char *to, const char *from, const Descriptor *array) {
  if (is_known(array->type)) {
    switch (array->type) {
    case REAL4: *(float *)to = *(const float *)from; return;
    case REAL8: *(double *)to = *(const double *)from; return;
    case COMPLEX4:
      ((float *)to)[0] = ((const float *)from)[0];
      ((float *)to)[1] = ((const float *)from)[1];
      return;
    case COMPLEX8:
      ((double *)to)[0] = ((const double *)from)[0];
      ((double *)to)[1] = ((const double *)from)[1];
      return;
    case INT2: case LOGICAL2: *(int16_t *)to = *(const int16_t *)from; return;
    case INT4: case LOGICAL4: *(int32_t *)to = *(const int32_t *)from; return;
    }
  }
  memcpy(to, from, array->element_size);
}

INLINE char *allocate(int64_t bytes) { return malloc(bytes > 0 ? bytes : 1); }

// Gives an array whose rank, type and size of elements are set its bounds and its memory.
INLINE void set_extent(Descriptor *array, int dimension, int64_t extent) {
  array->dimensions[dimension].lower = 1;
  array->dimensions[dimension].extent = extent;
}

INLINE void allocate_rank(Descriptor *array, int rank) {
  int64_t bytes = array->element_size;
  UNROLL for (int i = 0; i < rank; i++) {
    array->dimensions[i].stride = bytes;
    bytes *= array->dimensions[i].extent;
  }
  array->base = allocate(bytes);
}

INLINE void allocate_contents(Descriptor *array) { allocate_rank(array, array->rank); }

// What is left to do for a result that flang has described: its elements may have a type that is only known at run time.
INLINE void take_element_type(Descriptor *result, const Descriptor *source) {
  if (result->type == STRUCT || result->type == CHARACTER1 || result->type == CHARACTER2 || result->type == CHARACTER4 ||
      result->type == OTHER) {
    result->type = source->type;
    result->element_size = source->element_size;
    if (result->extra & HAS_TYPE)
      *type_slot(result) = type_of(source);
  }
}

// A copy of a descriptor: what is known of it stays known whatever is stored to elements.
INLINE Descriptor copied(const Descriptor *array) {
  Descriptor copy;
  copy.base = array->base;
  copy.element_size = array->element_size;
  copy.rank = array->rank;
  copy.type = array->type;
  copy.attribute = array->attribute;
  copy.extra = array->extra;
  copy_dimensions(&copy, array, array->rank);
  if (array->extra & HAS_TYPE)
    *type_slot(&copy) = *type_slot(array);
  return copy;
}

INLINE void initialise_elements(const Descriptor *elements_of) {
  if (!type_of(elements_of))
    return;
  Descriptor array = copied(elements_of);
  const DerivedType *type = type_of(&array);
  int64_t count = elements(&array);
  for (int64_t i = 0; i < count; i++)
    xdsl_enzyme_initialise(element(&array, i), type);
}

INLINE void destroy_elements(const Descriptor *elements_of) {
  if (!type_of(elements_of))
    return;
  Descriptor array = copied(elements_of);
  const DerivedType *type = type_of(&array);
  int64_t count = elements(&array);
  for (int64_t i = 0; i < count; i++)
    xdsl_enzyme_destroy(element(&array, i), type);
}

INLINE void assign_element(char *to, const char *from, const Descriptor *array) {
  const DerivedType *type = type_of(array);
  if (type)
    xdsl_enzyme_assign(to, from, type, array->element_size);
  else
    copy_bytes(to, from, array);
}

// The truth value of an element of a mask, of any kind.
INLINE _Bool truth(const Descriptor *mask, const char *at) {
  switch (mask->element_size) {
  case 1: return *(const int8_t *)at != 0;
  case 2: return *(const int16_t *)at != 0;
  case 4: return *(const int32_t *)at != 0;
  default: return *(const int64_t *)at != 0;
  }
}

INLINE _Bool is_true(const Descriptor *mask, int64_t number) { return truth(mask, element(mask, number)); }

// The value of an element of an array of integers, of any kind.
INLINE int64_t integer_at(const Descriptor *array, int64_t number) {
  const char *at = element(array, number);
  switch (array->element_size) {
  case 1: return *(const int8_t *)at;
  case 2: return *(const int16_t *)at;
  case 4: return *(const int32_t *)at;
  default: return *(const int64_t *)at;
  }
}

#endif
