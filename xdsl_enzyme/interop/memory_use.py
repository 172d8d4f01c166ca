"""What a function does with the memory that its pointer arguments point to.

On structured form, calls included::

    void axpy(long n, double a, const double *x, double *y)
    -->  x: read, elements f64        y: read and written, elements f64

Written is what may be written: an access that isn't understood counts as one. Element types are only collected
from accesses that say what the bytes are; moving them about as integers does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xdsl.dialects import func
from xdsl.dialects.builtin import AnyFloat, ModuleOp
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, BlockArgument

from xdsl_enzyme.analyses.call_effects import is_declared_read_only
from xdsl_enzyme.analyses.layout import size_of
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_objects import ANYWHERE, ObjectKind, Offset
from xdsl_enzyme.passes.propagate_exceptions import propagating_version


@dataclass
class MemoryUse:
    """What may happen to the memory behind one pointer argument."""

    element_types: set[Attribute] = field(default_factory=lambda: set())
    """Types of the scalars that are read or written there, pointers included."""
    written: bool = False
    floats: set[tuple[Offset, Attribute]] = field(default_factory=lambda: set())
    """Where floats of which types are read or written, as far as that is known."""


def memory_uses(module: ModuleOp, function: func.FuncOp) -> list[MemoryUse]:
    """The uses of the arguments of a function; those of arguments that are no pointers are empty."""
    function = propagating_version(function)
    uses = [MemoryUse() for _ in function.function_type.inputs]
    uncertain = [set[Attribute]() for _ in uses]
    integers = [set[tuple[Offset, Attribute, int]]() for _ in uses]
    for access in MemoryAccesses(module).accesses(function):
        argument = access.object.value
        if access.object.kind is ObjectKind.ARGUMENT and isinstance(argument, BlockArgument):
            use = uses[argument.index]
            use.written |= access.writes and not is_declared_read_only(function, argument.index)
            if access.type is not None and not access.frees:
                certain = access.offset.modulus != ANYWHERE.modulus
                if certain and not isinstance(access.type, AnyFloat | LLVMPointerType):
                    integers[argument.index].add((access.offset, access.type, access.size))
                    continue
                (use.element_types if certain else uncertain[argument.index]).add(access.type)
                if certain and isinstance(access.type, AnyFloat):
                    use.floats.add((access.offset, access.type))
    for use, places, types in zip(uses, integers, uncertain, strict=True):
        # Some integers are the bits of floats, which the program looks at.
        bits = {(offset, size_of(type)) for offset, type in use.floats}
        use.element_types |= {type for at, type, size in places if (at, size) not in bits}
        # What is done at unknown places may be done to other memory that the same pointer leads to.
        if not use.element_types and len(types) == 1:
            use.element_types |= types
    return uses
