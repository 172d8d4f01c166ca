// What programs ask about the types of polymorphic objects.
#include "descriptor.h"

_Bool _FortranAClassIs(const Descriptor *object, const DerivedType *type) {
  const DerivedType *known = type_of(object);
  return known && xdsl_enzyme_extends(known, type);
}

INLINE _Bool has_intrinsic_type(const Descriptor *object) { return object->type != STRUCT && object->type != OTHER; }

_Bool _FortranASameTypeAs(const Descriptor *object, const Descriptor *other) {
  if (has_intrinsic_type(object) || has_intrinsic_type(other))
    return object->type == other->type;
  return type_of(object) && type_of(object) == type_of(other);
}

// Any type extends that of a variable without one.
_Bool _FortranAExtendsTypeOf(const Descriptor *object, const Descriptor *mold) {
  if (has_intrinsic_type(object) || has_intrinsic_type(mold))
    return object->type == mold->type;
  if (!type_of(mold))
    return 1;
  return type_of(object) && xdsl_enzyme_extends(type_of(object), type_of(mold));
}
