// Assignments of arrays and of objects of derived types: a = b, where a may be allocated again, and may overlap with b.
#include "descriptor.h"

INLINE _Bool is_character(const Descriptor *array) {
  return array->type == CHARACTER1 || array->type == CHARACTER2 || array->type == CHARACTER4;
}

INLINE int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

// Characters are cut or padded with blanks.
INLINE void assign_character(char *to, const char *from, const Descriptor *target, const Descriptor *source) {
  int64_t room = target->element_size;
  int64_t copied = smaller(room, source->element_size);
  memcpy(to, from, copied);
  if (target->type == CHARACTER1)
    memset(to + copied, ' ', room - copied);
  else if (target->type == CHARACTER2)
    for (; copied < room; copied += 2)
      *(int16_t *)(to + copied) = ' ';
  else
    for (; copied < room; copied += 4)
      *(int32_t *)(to + copied) = ' ';
}

INLINE void assign_one(char *to, const char *from, const Descriptor *target, const Descriptor *source) {
  if (is_character(source))
    assign_character(to, from, target, source);
  else
    assign_element(to, from, source);
}

INLINE void assign_elements(const Descriptor *to, const Descriptor *from, int64_t count) {
  int rank = common_rank(to, from);
  for (int64_t i = 0; i < count; i++)
    assign_one(element_like(to, from, rank, i), element(from, i), to, from);
}

// From the first byte of an array to behind the last.
INLINE void range(const Descriptor *array, int rank, const char **begin, const char **end) {
  *begin = *end = array->base;
  UNROLL for (int i = 0; i < rank; i++) {
    int64_t bytes = (array->dimensions[i].extent - 1) * array->dimensions[i].stride;
    if (bytes < 0)
      *begin += bytes;
    else
      *end += bytes;
  }
  *end += array->element_size;
}

INLINE _Bool overlap(const Descriptor *one, const Descriptor *other, int rank) {
  const char *begin, *end, *other_begin, *other_end;
  range(one, rank, &begin, &end);
  range(other, rank, &other_begin, &other_end);
  return begin < other_end && other_begin < end;
}

INLINE _Bool same_shape(const Descriptor *one, const Descriptor *other) {
  _Bool same = 1;
  UNROLL for (int i = 0; i < other->rank; i++) same &= one->dimensions[i].extent == other->dimensions[i].extent;
  return same;
}

// Whether an allocatable variable has to be allocated again.
INLINE _Bool must_allocate(const Descriptor *to, const Descriptor *from, _Bool is_polymorphic, _Bool has_length) {
  if (!to->base)
    return 1;
  if (is_character(from) && !has_length && to->element_size != from->element_size)
    return 1;
  if (is_polymorphic && (to->type != from->type || type_of(to) != type_of(from)))
    return 1;
  return !same_shape(to, from);
}

INLINE void allocate_like(Descriptor *to, const Descriptor *from, _Bool is_polymorphic, _Bool has_length,
                          const char *file, int line) {
  if (!to->base && to->rank != from->rank)
    fail("an array that is not allocated is assigned a scalar", file, line);
  if (is_polymorphic) {
    to->type = from->type;
    to->element_size = from->element_size;
    if (to->extra & HAS_TYPE)
      *type_slot(to) = type_of(from);
  } else if (is_character(from) && !has_length) {
    to->element_size = from->element_size;
  }
  UNROLL for (int i = 0; i < from->rank; i++) {
    to->dimensions[i].lower = from->dimensions[i].extent ? from->dimensions[i].lower : 1;
    to->dimensions[i].extent = from->dimensions[i].extent;
  }
  int rank = common_rank(to, from);
  allocate_rank(to, rank);
  const DerivedType *type = type_of(from);
  int64_t count = elements_of_rank(to, rank);
  if (type)
    for (int64_t i = 0; i < count; i++)
      xdsl_enzyme_initialise(element_like(to, from, rank, i), type);
}

// What is allocated again is described again.
INLINE void give_back(Descriptor *to, const Descriptor *target, _Bool is_polymorphic) {
  to->base = target->base;
  to->element_size = target->element_size;
  copy_dimensions(to, target, target->rank);
  if (is_polymorphic) {
    to->type = target->type;
    if (target->extra & HAS_TYPE)
      *type_slot_of_rank(to, target->rank) = *type_slot(target);
  }
}

// The elements of `to` become those of `from`, which may overlap with them.
INLINE void assign_overlapping(const Descriptor *to, const Descriptor *from, int64_t count) {
  if (from->rank && overlap(to, from, from->rank)) {
    int64_t size = from->element_size;
    char *copies = allocate(count * size);
    const DerivedType *type = type_of(from);
    for (int64_t i = 0; i < count; i++) {
      if (type)
        xdsl_enzyme_initialise(copies + i * size, type);
      assign_element(copies + i * size, element(from, i), from);
    }
    for (int64_t i = 0; i < count; i++) {
      assign_one(element_like(to, from, from->rank, i), copies + i * size, to, from);
      if (type)
        xdsl_enzyme_destroy(copies + i * size, type);
    }
    free(copies);
  } else {
    assign_elements(to, from, count);
  }
}

// Whether the target was allocated again.
INLINE _Bool assign_described(Descriptor *to, const Descriptor *from, _Bool is_allocatable, _Bool is_polymorphic,
                   _Bool has_length, _Bool may_overlap, const char *file, int line) {
  if (is_allocatable && must_allocate(to, from, is_polymorphic, has_length)) {
    // What was there before goes last: `from` may be a part of it.
    char *old = to->base;
    const DerivedType *type = is_polymorphic ? type_of(to) : type_of(from);
    int rank = common_rank(to, from);
    int64_t count = elements_of_rank(to, rank), size = to->element_size;
    allocate_like(to, from, is_polymorphic, has_length, file, line);
    assign_elements(to, from, elements_of_rank(to, rank));
    if (old) {
      if (type)
        for (int64_t i = 0; i < count; i++)
          xdsl_enzyme_destroy(old + i * size, type);
      free(old);
    }
    return 1;
  }
  int64_t count = from->rank ? elements(from) : elements(to);
  if (from->rank && elements_of_rank(to, from->rank) != count)
    fail("arrays of different size are assigned to each other", file, line);
  if (may_overlap)
    assign_overlapping(to, from, count);
  else
    assign_elements(to, from, count);
  return 0;
}

INLINE void assign(Descriptor *to, const Descriptor *from, _Bool is_allocatable, _Bool is_polymorphic,
                   _Bool has_length, _Bool may_overlap, const char *file, int line) {
  Descriptor target = copied(to), source = copied(from);
  if (assign_described(&target, &source, is_allocatable, is_polymorphic, has_length, may_overlap, file, line))
    give_back(to, &target, is_polymorphic);
}

void _FortranAAssign(Descriptor *to, const Descriptor *from, const char *file, int line) {
  assign(to, from, to->attribute == ALLOCATABLE, 0, 0, 1, file, line);
}

void _FortranAAssignExplicitLengthCharacter(Descriptor *to, const Descriptor *from, const char *file, int line) {
  assign(to, from, to->attribute == ALLOCATABLE, 0, 1, 1, file, line);
}

void _FortranAAssignPolymorphic(Descriptor *to, const Descriptor *from, const char *file, int line) {
  assign(to, from, to->attribute == ALLOCATABLE, 1, 0, 1, file, line);
}

// Allocatable components. `derived` is their type, null if it is not derived, or if objects of other types may be there.
INLINE Descriptor known(const Descriptor *component, int rank, int type, int64_t size, const DerivedType *derived) {
  Descriptor result = {.base = component->base, .element_size = size, .rank = rank, .type = type};
  if (!size)
    result.element_size = component->element_size;
  copy_dimensions(&result, component, rank);
  if (type == STRUCT) {
    result.extra = HAS_TYPE;
    *type_slot(&result) = derived ? derived : *type_slot_of_rank(component, rank);
  } else if (type == OTHER) {
    result.type = component->type;
    result.extra = component->extra;
    *type_slot(&result) = type_of(component);
  }
  return result;
}

void xdsl_enzyme_destroy_component(Descriptor *component, int rank, int type, int64_t size,
                                   const DerivedType *derived) {
  if (!component->base)
    return;
  Descriptor old = known(component, rank, type, size, derived);
  destroy_elements(&old);
  free(old.base);
  component->base = 0;
}

void xdsl_enzyme_assign_component(Descriptor *to, const Descriptor *from, int rank, int type, int64_t size,
                                  const DerivedType *derived) {
  if (from->base) {
    Descriptor target = known(to, rank, type, size, derived), source = known(from, rank, type, size, derived);
    _Bool is_polymorphic = (type == STRUCT || type == OTHER) && !derived;
    // Components of one object and of another are the same memory, or don't overlap.
    if (assign_described(&target, &source, 1, is_polymorphic, 0, 0, 0, 0))
      give_back(to, &target, is_polymorphic);
  } else {
    xdsl_enzyme_destroy_component(to, rank, type, size, derived);
  }
}

void _FortranAAssignTemporary(Descriptor *to, const Descriptor *from, const char *file, int line) {
  if (to->base)
    initialise_elements(to);
  assign(to, from, to->attribute == ALLOCATABLE, 1, 0, 0, file, line);
}

// An argument that is not contiguous is copied to a contiguous one, and back.
void _FortranACopyInAssign(Descriptor *copy, const Descriptor *array, const char *file, int line) {
  copy->element_size = array->element_size;
  copy->version = array->version;
  copy->rank = array->rank;
  copy->type = array->type;
  copy->attribute = ALLOCATABLE;
  copy->extra = array->extra;
  UNROLL for (int i = 0; i < array->rank; i++) {
    copy->dimensions[i].lower = array->dimensions[i].lower;
    copy->dimensions[i].extent = array->dimensions[i].extent;
  }
  if (array->extra & HAS_TYPE)
    *type_slot(copy) = type_of(array);
  allocate_contents(copy);
  initialise_elements(copy);
  assign_elements(copy, array, elements(array));
}

void _FortranACopyOutAssign(const Descriptor *array, Descriptor *copy, const char *file, int line) {
  if (array)
    assign_elements(array, copy, elements(array));
  destroy_elements(copy);
  free(copy->base);
  copy->base = 0;
}

void _FortranAInitialize(const Descriptor *array, const char *file, int line) { initialise_elements(array); }

void _FortranADestroy(const Descriptor *array) { destroy_elements(array); }

void _FortranADestroyWithoutFinalization(const Descriptor *array) { destroy_elements(array); }
