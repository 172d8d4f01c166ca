// Allocatable and pointer variables: what `allocate`, `deallocate` and `move_alloc` do.
#include "descriptor.h"

// A status that the program looks at (`stat=`), or the end of the program. Messages (`errmsg=`) are not given.
INLINE int status(int code, _Bool has_status, const char *message, const char *file, int line) {
  if (!has_status)
    fail(message, file, line);
  return code;
}

INLINE int64_t kind_size(int category, int kind) { return category == 3 ? 2 * kind : kind; }

INLINE int8_t type_code(int category, int kind) {
  switch (category) {
  case 0: return kind == 1 ? INT1 : kind == 2 ? INT2 : kind == 4 ? INT4 : kind == 8 ? INT8 : 11;
  case 2: return kind == 4 ? REAL4 : kind == 8 ? REAL8 : kind == 2 ? 25 : kind == 3 ? 26 : kind == 10 ? 29 : 31;
  case 3: return kind == 4 ? COMPLEX4 : kind == 8 ? COMPLEX8 : kind == 2 ? 32 : kind == 3 ? 33 : kind == 10 ? 36 : 38;
  case 4: return kind == 1 ? CHARACTER1 : kind == 2 ? CHARACTER2 : CHARACTER4;
  default: return kind == 1 ? LOGICAL1 : kind == 2 ? LOGICAL2 : kind == 4 ? LOGICAL4 : LOGICAL8;
  }
}

INLINE void describe(Descriptor *array, int64_t size, int8_t type, int rank, int8_t attribute) {
  array->base = 0;
  array->element_size = size;
  array->type = type;
  array->rank = rank;
  array->attribute = attribute;
}

void _FortranAAllocatableInitIntrinsicForAllocate(Descriptor *array, int category, int kind, int rank, int corank) {
  if (!array->base)
    describe(array, kind_size(category, kind), type_code(category, kind), rank, ALLOCATABLE);
}

void _FortranAAllocatableInitCharacterForAllocate(Descriptor *array, int64_t length, int kind, int rank, int corank) {
  if (!array->base)
    describe(array, length * kind, type_code(4, kind), rank, ALLOCATABLE);
}

// The size of an object of a derived type stands in its description, behind the bindings and the name.
INLINE int64_t type_size(const DerivedType *type) { return *(const int64_t *)((const char *)type + 88); }

void _FortranAAllocatableInitDerivedForAllocate(Descriptor *array, const DerivedType *type, int rank, int corank) {
  if (array->base)
    return;
  describe(array, type_size(type), STRUCT, rank, ALLOCATABLE);
  array->extra |= HAS_TYPE;
  *type_slot(array) = type;
}

void _FortranAPointerNullifyIntrinsic(Descriptor *array, int category, int kind, int rank, int corank) {
  describe(array, kind_size(category, kind), type_code(category, kind), rank, POINTER);
}

void _FortranAPointerNullifyDerived(Descriptor *array, const DerivedType *type, int rank, int corank) {
  describe(array, type_size(type), STRUCT, rank, POINTER);
  array->extra |= HAS_TYPE;
  *type_slot(array) = type;
}

INLINE void set_bounds(Descriptor *array, int dimension, int64_t lower, int64_t upper) {
  array->dimensions[dimension].lower = lower;
  array->dimensions[dimension].extent = upper >= lower ? upper - lower + 1 : 0;
}

void _FortranAAllocatableSetBounds(Descriptor *array, int dimension, int64_t lower, int64_t upper) {
  if (!array->base)
    set_bounds(array, dimension, lower, upper);
}

void _FortranAPointerSetBounds(Descriptor *array, int dimension, int64_t lower, int64_t upper) {
  set_bounds(array, dimension, lower, upper);
}

INLINE void apply_mold(Descriptor *array, const Descriptor *mold, int rank) {
  array->element_size = mold->element_size;
  array->type = mold->type;
  array->rank = rank;
  if (array->extra & HAS_TYPE)
    *type_slot(array) = type_of(mold);
  if (rank == mold->rank)
    UNROLL for (int i = 0; i < rank; i++) {
      array->dimensions[i].lower = mold->dimensions[i].lower;
      array->dimensions[i].extent = mold->dimensions[i].extent;
    }
}

void _FortranAAllocatableApplyMold(Descriptor *array, const Descriptor *mold, int rank) {
  if (!array->base)
    apply_mold(array, mold, rank);
}

void _FortranAPointerApplyMold(Descriptor *array, const Descriptor *mold, int rank) { apply_mold(array, mold, rank); }

// The result describes the elements as well as the descriptor does, and can't be overwritten by what is stored to them.
INLINE Descriptor allocate_and_initialise(Descriptor *array) {
  Descriptor described = copied(array);
  allocate_contents(&described);
  array->base = described.base;
  UNROLL for (int i = 0; i < described.rank; i++) array->dimensions[i].stride = described.dimensions[i].stride;
  initialise_elements(&described);
  return described;
}

int _FortranAAllocatableAllocate(Descriptor *array, void *stream, _Bool has_status, const Descriptor *message,
                                 const char *file, int line, void *more) {
  if (array->base)
    return status(BASE_NOT_NULL, has_status, "an array is allocated that is allocated already", file, line);
  allocate_and_initialise(array);
  return 0;
}

int _FortranAPointerAllocate(Descriptor *array, _Bool has_status, const Descriptor *message, const char *file, int line,
                            void *more) {
  allocate_and_initialise(array);
  return 0;
}

INLINE int fill(Descriptor *allocated, const Descriptor *given, _Bool has_status, const char *file, int line) {
  Descriptor described = copied(given), *source = &described;
  Descriptor filled = allocate_and_initialise(allocated), *array = &filled;
  UNROLL for (int i = 0; i < source->rank; i++) {
    if (array->dimensions[i].extent != source->dimensions[i].extent)
      return status(INVALID_EXTENT, has_status, "an array is allocated with a source of another shape", file, line);
  }
  int64_t count = elements(array);
  for (int64_t i = 0; i < count; i++)
    assign_element(element(array, i), element(source, i), source);
  return 0;
}

int _FortranAAllocatableAllocateSource(Descriptor *array, const Descriptor *source, _Bool has_status,
                                       const Descriptor *message, const char *file, int line) {
  if (array->base)
    return status(BASE_NOT_NULL, has_status, "an array is allocated that is allocated already", file, line);
  return fill(array, source, has_status, file, line);
}

int _FortranAPointerAllocateSource(Descriptor *array, const Descriptor *source, _Bool has_status,
                                   const Descriptor *message, const char *file, int line) {
  return fill(array, source, has_status, file, line);
}

INLINE int release(Descriptor *array, _Bool has_status, const char *file, int line) {
  if (!array->base)
    return status(BASE_NULL, has_status, "an array is deallocated that is not allocated", file, line);
  destroy_elements(array);
  free(array->base);
  array->base = 0;
  return 0;
}

int _FortranAAllocatableDeallocate(Descriptor *array, _Bool has_status, const Descriptor *message, const char *file,
                                   int line) {
  return release(array, has_status, file, line);
}

void _FortranAAllocatableDeallocateNoFinal(Descriptor *array, const char *file, int line) {
  release(array, 0, file, line);
}

int _FortranAPointerDeallocate(Descriptor *array, _Bool has_status, const Descriptor *message, const char *file,
                               int line) {
  return release(array, has_status, file, line);
}

// The type of a polymorphic variable becomes its declared one again.
INLINE void forget_type(Descriptor *array, const DerivedType *declared) {
  if (array->extra & HAS_TYPE)
    *type_slot(array) = declared;
  array->type = declared ? STRUCT : OTHER;
}

int _FortranAAllocatableDeallocatePolymorphic(Descriptor *array, const DerivedType *declared, _Bool has_status,
                                              const Descriptor *message, const char *file, int line) {
  int code = release(array, has_status, file, line);
  if (!code)
    forget_type(array, declared);
  return code;
}

int _FortranAPointerDeallocatePolymorphic(Descriptor *array, const DerivedType *declared, _Bool has_status,
                                          const Descriptor *message, const char *file, int line) {
  int code = release(array, has_status, file, line);
  if (!code)
    forget_type(array, declared);
  return code;
}

int _FortranAMoveAlloc(Descriptor *to, Descriptor *from, const DerivedType *declared, _Bool has_status,
                       const Descriptor *message, const char *file, int line) {
  if (from->base && from->base == to->base)
    return status(SAME_ALLOCATABLE, has_status, "move_alloc has the same array twice", file, line);
  if (to->base) {
    destroy_elements(to);
    free(to->base);
    to->base = 0;
  }
  if (!from->base)
    return 0;
  to->base = from->base;
  to->element_size = from->element_size;
  to->type = from->type;
  copy_dimensions(to, from, from->rank);
  if (to->extra & from->extra & HAS_TYPE)
    *type_slot(to) = type_of(from);
  from->base = 0;
  if (declared && from->extra & HAS_TYPE)
    *type_slot(from) = declared;
  return 0;
}
