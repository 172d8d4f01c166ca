"""What compilers say about accesses by their type tags (`tbaa`, `tbaa_struct`).

::

    %n = llvm.load %p {tbaa = "!7"} : i32         an integer, if the tag is of a type "int"; nothing, if of "omnipotent char"
"""

from __future__ import annotations

from collections.abc import Iterator

from xdsl.dialects.builtin import AnyFloat, IntegerType, StringAttr, f16, f32, f64, f80
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, Operation

from xdsl_enzyme.analyses.layout import POINTER_SIZE, size_of
from xdsl_enzyme.analyses.tbaa import copied_tags, scalar_type_name, tag_type_name

_FLOATS: dict[str, AnyFloat] = {"float": f32, "double": f64, "long double": f80, "_Float16": f16}

_INTEGERS = frozenset(
    f"{sign}{name}"
    for name in ("short", "int", "long", "long long", "__int128", "_Bool", "bool")
    for sign in ("", "unsigned ")
)


def accessed_type(op: Operation, size: int) -> Attribute | None:
    """The type that an access of so many bytes, as an integer, is said to have; None if the tag leaves it open."""
    return _named(scalar_type_name(op), size)


def is_opaque_word(op: Operation, size: int) -> bool:
    """
    Whether an access is one of an integer as long as a double or a pointer, of which C says that it is a `long` or the like: in such, programs keep
    the bytes of anything as well.
    """
    name = scalar_type_name(op)
    return size == POINTER_SIZE and name is not None and name.endswith("long")


def is_number(op: Operation, size: int) -> bool:
    """Whether an access is one of an integer that nobody keeps anything else in. 8 bytes are called an `int` by our own run-time functions only."""
    return isinstance(accessed_type(op, size), IntegerType) and not is_opaque_word(op, size)


def _named(name: str | None, size: int) -> Attribute | None:
    if name is None:
        return None
    if (known := _FLOATS.get(name)) is not None:
        return known if size_of(known) == size else None
    # `_ZTS…` are enumerations, where an integer is accessed.
    if name in _INTEGERS or name.startswith("_ZTS"):
        return IntegerType(8 * size)
    is_pointer = name == "any pointer" or name == "vtable pointer" or _is_pointer_name(name)
    return LLVMPointerType() if is_pointer and size == POINTER_SIZE else None


def _is_pointer_name(name: str) -> bool:
    """`p1 double`, `p2 _ZTS4Node`, …"""
    depth, _, pointee = name.partition(" ")
    return bool(pointee) and depth[:1] == "p" and depth[1:].isdecimal()


def copied_types(op: Operation) -> Iterator[tuple[int, Attribute]]:
    """The offset and type of the scalars that a tagged `memcpy` copies, as far as the tag says."""
    if not isinstance(op.attributes.get("tbaa_struct"), StringAttr):
        return
    for offset, size, tag in copied_tags(op):
        type = _named(tag_type_name(op, tag), size) if size <= 16 else None
        if type is not None:
            yield offset, type
