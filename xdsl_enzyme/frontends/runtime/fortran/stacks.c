// Values, and places that values will go to, that `forall` and `where` keep until all of them are known.
#include "descriptor.h"

// Room for a descriptor of any rank: its elements are at the same places whatever the rank is.
typedef struct {
  Descriptor descriptor;
  const DerivedType *type[2];
} Entry;

typedef struct {
  Entry *entries;
  int64_t count, capacity;
} Stack;

void *_FortranACreateDescriptorStack(const char *file, int line) {
  Stack *stack = malloc(sizeof *stack);
  stack->entries = 0;
  stack->count = stack->capacity = 0;
  return stack;
}

void *_FortranACreateValueStack(const char *file, int line) { return _FortranACreateDescriptorStack(file, line); }

// What is kept has been allocated before: it is assigned to as it is.
INLINE void copy_descriptor(Descriptor *to, const Descriptor *from, int rank) {
  to->base = from->base;
  to->element_size = from->element_size;
  to->version = from->version;
  to->rank = rank;
  to->type = from->type;
  to->attribute = 0;
  to->extra = from->extra;
  copy_dimensions(to, from, rank);
  if (from->extra & HAS_TYPE)
    *type_slot_of_rank(to, rank) = *type_slot_of_rank(from, rank);
}

void _FortranAPushDescriptor(void *opaque, const Descriptor *value) {
  Stack *stack = opaque;
  int rank = value->rank;
  if (stack->count == stack->capacity) {
    int64_t capacity = stack->capacity ? 2 * stack->capacity : 8;
    stack->entries = realloc(stack->entries, capacity * sizeof(Entry));
    stack->capacity = capacity;
  }
  copy_descriptor(&stack->entries[stack->count].descriptor, value, rank);
  stack->count++;
}

void _FortranADescriptorAt(void *opaque, uint64_t number, Descriptor *result) {
  const Stack *stack = opaque;
  copy_descriptor(result, &stack->entries[number].descriptor, result->rank);
}

void _FortranAPopDescriptor(void *opaque, Descriptor *result) {
  Stack *stack = opaque;
  stack->count--;
  _FortranADescriptorAt(opaque, stack->count, result);
}

void _FortranADestroyDescriptorStack(void *opaque) {
  Stack *stack = opaque;
  free(stack->entries);
  free(stack);
}

void _FortranAPushValue(void *opaque, const Descriptor *value) {
  Descriptor copy = copied(value);
  allocate_contents(&copy);
  int64_t count = elements(value);
  for (int64_t i = 0; i < count; i++)
    copy_bytes(element(&copy, i), element(value, i), value);
  _FortranAPushDescriptor(opaque, &copy);
}

void _FortranAValueAt(void *opaque, uint64_t number, Descriptor *result) {
  _FortranADescriptorAt(opaque, number, result);
}

void _FortranAPopValue(void *opaque, Descriptor *result) { _FortranAPopDescriptor(opaque, result); }

void _FortranADestroyValueStack(void *opaque) {
  Stack *stack = opaque;
  for (int64_t i = 0; i < stack->count; i++)
    free(stack->entries[i].descriptor.base);
  _FortranADestroyDescriptorStack(opaque);
}
