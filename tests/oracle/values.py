"""The values that the interpreter computes with.

===============  ==============================================================================
IR type          value
===============  ==============================================================================
`iN`, `index`    `int` from 0 to 2^N - 1 (`FloatBits` where its bytes came from a float)
`f16 f32 f64`    `Dual`
`!llvm.ptr`      `int`: the number of a memory object in the upper half, an offset in the lower
vector, struct,  `tuple` of the elements; those of a vector of several dimensions row by row
array
complex number   `tuple` of its real and its imaginary part
`memref`         `MemRef`
`tensor`         `Tensor`
undef, poison    `POISON`, or a tuple of it
===============  ==============================================================================
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple, TypeAlias, cast

from xdsl.dialects.builtin import ComplexType, VectorType
from xdsl.dialects.llvm import LLVMArrayType, LLVMStructType
from xdsl.ir import Attribute

from tests.oracle.dual import Dual, Tangent


class Poison:
    """The type of `POISON`."""

    def __repr__(self) -> str:
        return "POISON"


POISON: Final = Poison()
"""Undef and poison. Pure ops hand it on; whatever the outside could observe of it is an error."""


class Cell(NamedTuple):
    """The tangent of a float of `size` bytes that lies in memory or in an integer."""

    size: int
    tangent: Tangent


class FloatBits(int):
    """An integer some of whose bytes are those of floats with tangents, by byte offset.

    Optimised code copies structs of floats through integers; this keeps their derivatives.
    """

    cells: dict[int, Cell]


def integer(value: int, cells: dict[int, Cell]) -> int:
    """`value`, together with the tangents of the floats that it holds."""
    if not cells:
        return value
    bits = FloatBits(value)
    bits.cells = cells
    return bits


def cells_of(value: int) -> dict[int, Cell]:
    """The floats in an integer, by byte offset."""
    return value.cells if isinstance(value, FloatBits) else {}


def moved_cells(value: int, by_bits: int, width: int) -> dict[int, Cell]:
    """The floats in an integer after a shift to the left by `by_bits` (to the right if negative), if they fit in `width` bits."""
    if not isinstance(value, FloatBits) or by_bits % 8:
        return {}
    moved = {offset + by_bits // 8: cell for offset, cell in value.cells.items()}
    return {o: cell for o, cell in moved.items() if o >= 0 and 8 * (o + cell.size) <= width}


class MemRef(NamedTuple):
    """
    A memref: the address of its first element, and per dimension a size and a stride, in elements. `base` is the address of
    the buffer, if that is another one.
    """

    address: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    base: int | None = None

    @property
    def buffer(self) -> int:
        return self.address if self.base is None else self.base


class Tensor(NamedTuple):
    """A tensor: its sizes, and its elements row by row."""

    shape: tuple[int, ...]
    elements: tuple[Value, ...]


Value: TypeAlias = "int | Dual | Tensor | MemRef | Poison | tuple[Value, ...]"


def undefined(type_: Attribute) -> Value:
    """A wholly undefined value of the type."""
    if isinstance(type_, LLVMStructType):
        return tuple(undefined(field) for field in type_.types)
    if isinstance(type_, LLVMArrayType):
        return (undefined(type_.type),) * type_.size.data
    if isinstance(type_, VectorType):
        vector = cast("VectorType[Attribute]", type_)
        return (undefined(vector.element_type),) * math.prod(vector.get_shape())
    if isinstance(type_, ComplexType):
        return (POISON, POISON)
    return POISON


def signed(value: int, width: int) -> int:
    """The integer of `width` bits read in two's complement."""
    return value - (1 << width) if value >> (width - 1) else value
