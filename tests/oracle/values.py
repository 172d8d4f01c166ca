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

from tests.oracle.dual import Dual, Tangent, scale


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
    power: int = 0
    """The tangent is to be multiplied by two to this power, when it is read."""
    is_spoiled: bool = False
    """Whether it is a float no more: integers have been made of its bits. What is, if those become a float again, nobody knows."""


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


_MANTISSAS = {2: 10, 4: 23, 8: 52}
"""Bits of the mantissa, by bytes of the float."""


def spoiled_cells(width: int) -> dict[int, Cell]:
    """Those of an integer of so many bits that is made of the bits of floats in another way than they are followed."""
    size = width // 8
    return {start: Cell(min(8, size - start), None, is_spoiled=True) for start in range(0, size, 8)}


def moved_cells(value: int, by_bits: int, width: int) -> dict[int, Cell]:
    """
    The floats in an integer after a shift to the left by `by_bits` (to the right if negative), cut to `width` bits. Of one that is cut or falls
    between bytes, only sign and exponent may be left, which change in steps.
    """
    if not isinstance(value, FloatBits):
        return {}
    moved: dict[int, Cell] = {}
    for offset, cell in value.cells.items():
        start = 8 * offset + by_bits
        end = start + (8 * cell.size if cell.is_spoiled else _MANTISSAS.get(cell.size, 8))
        is_whole = start % 8 == 0 and start >= 0 and start + 8 * cell.size <= width
        if is_whole and not cell.is_spoiled:
            moved[start // 8] = cell
        elif end > 0 and start < width:
            return spoiled_cells(width)
    return moved


def changed_cells(value: int, result: int, width: int) -> dict[int, Cell]:
    """
    The floats in an integer after some of its bits have been changed: one that keeps its mantissa has been multiplied by plus
    or minus a power of two, and so has its tangent. One without mantissa has no tangent; others are no floats any more.
    """
    if not isinstance(value, FloatBits):
        return {}
    changed: dict[int, Cell] = {}
    for offset, cell in value.cells.items():
        mask = (1 << 8 * cell.size) - 1
        before, after = value >> 8 * offset & mask, result >> 8 * offset & mask
        if after == 0:
            continue
        bits = _MANTISSAS.get(cell.size, 0)
        mantissa = (1 << bits) - 1
        if cell.is_spoiled or ((before ^ after) & mantissa and after & mantissa):
            return spoiled_cells(width)
        if (before ^ after) & mantissa == 0 and after << 1 & mask:
            # Without a leading one, the exponent is that of the smallest numbers with one.
            exponents = [max((one & mask >> 1) >> bits, 1) for one in (before, after)]
            sign = -1.0 if (before ^ after) >> (8 * cell.size - 1) else 1.0
            power = cell.power + exponents[1] - exponents[0]
            changed[offset] = Cell(cell.size, scale(sign, cell.tangent), power)
    return changed


def computed(x: int, y: int, result: int, width: int) -> int:
    """The `result` of arithmetic on two integers, with the floats that are still in it."""
    if not isinstance(x, FloatBits) and not isinstance(y, FloatBits):
        return result
    cells = changed_cells(x, result, width) | changed_cells(y, result, width)
    is_spoiled = any(cell.is_spoiled for cell in cells.values())
    return integer(result, spoiled_cells(width) if is_spoiled else cells)


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
