"""Sizes, alignments and offsets of types, as LLVM lays them out on x86-64 and aarch64.

Both targets agree on every type that has a first-class value there::

    size_of(!llvm.struct<(i8, f64)>) == 16      alignment_of(i128) == 16
    field_offset(!llvm.struct<(i8, f64)>, 1) == 8
    float_leaves(!llvm.struct<(i64, vector<2xf32>)>) == [(8, f32), (12, f32)]

All numbers are bytes. A memref is its descriptor: two pointers, the offset, then sizes and strides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeAlias, cast

from xdsl.dialects.builtin import (
    AnyFloat,
    BFloat16Type,
    ComplexType,
    Float16Type,
    Float32Type,
    Float64Type,
    Float80Type,
    Float128Type,
    IndexType,
    IntegerType,
    MemRefType,
    VectorType,
)
from xdsl.dialects.llvm import LLVMArrayType, LLVMPointerType, LLVMStructType
from xdsl.ir import Attribute

from xdsl_enzyme.dialects.packed_structs import is_packed
from xdsl_enzyme.errors import EnzymeError

POINTER_SIZE = 8

FLOAT_SIZES: dict[type[Attribute], tuple[int, int, int]] = {
    # type: (bits that hold the value, bytes that an array element takes, alignment in bytes)
    Float16Type: (16, 2, 2),
    BFloat16Type: (16, 2, 2),
    Float32Type: (32, 4, 4),
    Float64Type: (64, 8, 8),
    Float80Type: (80, 16, 16),
    Float128Type: (128, 16, 16),
}

Layout: TypeAlias = tuple[int, int]
"""(size, alignment): `size` is the distance of two neighbours in an array, a multiple of `alignment`."""


def align_up(offset: int, alignment: int) -> int:
    """The first multiple of `alignment` that is not below `offset`."""
    return -(-offset // alignment) * alignment


def size_of(type: Attribute) -> int:
    """The bytes that a value of `type` takes as an array element, padding included (LLVM's alloc size)."""
    return _layout(type)[0]


def alignment_of(type: Attribute) -> int:
    """The ABI alignment of `type`, which loads and stores without an explicit one rely on."""
    return _layout(type)[1]


def field_offset(type: LLVMStructType, index: int) -> int:
    """Where field `index` of a struct starts."""
    return _field_offsets(type)[index]


def member_offset(type: Attribute, position: Sequence[int]) -> int:
    """Where the member of an aggregate at a position starts."""
    offset = 0
    for index in position:
        if isinstance(type, LLVMStructType):
            offset += field_offset(type, index)
            type = type.types.data[index]
        else:
            _, type, stride = _elements(type)
            offset += index * stride
    return offset


def float_leaves(type: Attribute) -> list[tuple[int, AnyFloat]]:
    """
    Every floating-point number in a value of `type`, with its offset, in ascending order; vector lanes
    and array elements one by one.
    """
    return [(offset, leaf) for offset, leaf in scalar_leaves(type) if isinstance(leaf, AnyFloat)]


def scalar_leaves(type: Attribute) -> list[tuple[int, Attribute]]:
    """The same for scalars of every kind. Lanes that fill no whole bytes are given the offset of their byte."""
    if isinstance(type, LLVMStructType):
        return [
            (start + offset, leaf)
            for start, field in zip(_field_offsets(type), type.types.data, strict=False)
            for offset, leaf in scalar_leaves(field)
        ]
    if not isinstance(type, LLVMArrayType | VectorType | ComplexType):
        return [(0, type)]
    count, element, stride = _elements(cast(Attribute, type))
    leaves = scalar_leaves(element) if count else []
    return [(i * stride + offset, leaf) for i in range(count) for offset, leaf in leaves]


def bit_width(type: Attribute) -> int:
    """The bits that a scalar's value takes, without padding."""
    if isinstance(type, IntegerType):
        return type.bitwidth
    if isinstance(type, IndexType | LLVMPointerType):
        return 8 * POINTER_SIZE
    if (known := FLOAT_SIZES.get(type.__class__)) is not None:
        return known[0]
    raise _no_layout(type)


def _elements(type: Attribute) -> tuple[int, Attribute, int]:
    """(count, element type, stride) of an aggregate of equal parts; a count of 0 for what has no parts."""
    if isinstance(type, LLVMArrayType):
        return type.size.data, type.type, size_of(type.type)
    if isinstance(type, VectorType):
        vector = cast("VectorType[Attribute]", type)
        # Lanes are packed bit by bit; floats fill whole bytes, and only they are asked for here.
        return vector.element_count(), vector.element_type, bit_width(vector.element_type) // 8
    if isinstance(type, ComplexType):
        element = cast("ComplexType[Any]", type).element_type
        return 2, element, size_of(element)
    return 0, type, 0


def _power_of_two(number: int) -> int:
    """The smallest power of two that is not below `number`."""
    return 1 << max(number - 1, 0).bit_length()


def _integer(type: Attribute) -> Layout:
    size = -(-bit_width(type) // 8)
    alignment = min(_power_of_two(size), 16)
    return align_up(size, alignment), alignment


def _vector(type: Attribute) -> Layout:
    vector = cast("VectorType[Attribute]", type)
    if vector.get_num_scalable_dims():
        raise _no_layout(type)
    bits = vector.element_count() * bit_width(vector.element_type)
    alignment = _power_of_two(-(-bits // 8))
    return align_up(-(-bits // 8), alignment), alignment


def _array(type: Attribute) -> Layout:
    array = cast(LLVMArrayType, type)
    size, alignment = _layout(array.type)
    return array.size.data * size, alignment


def _struct(type: Attribute) -> Layout:
    struct = cast(LLVMStructType, type)
    alignment = 1
    if not is_packed(struct):
        alignment = max((alignment_of(field) for field in struct.types.data), default=1)
    return align_up(_field_offsets(struct)[-1], alignment), alignment


def _complex(type: Attribute) -> Layout:
    size, alignment = _layout(cast("ComplexType[Any]", type).element_type)
    return 2 * size, alignment


def _memref(type: Attribute) -> Layout:
    rank = cast("MemRefType[Attribute]", type).get_num_dims()
    return (3 + 2 * rank) * POINTER_SIZE, POINTER_SIZE


def _pointer(type: Attribute) -> Layout:
    return POINTER_SIZE, POINTER_SIZE


def _float(type: Attribute) -> Layout:
    _, size, alignment = FLOAT_SIZES[type.__class__]
    return size, alignment


_LAYOUTS: dict[type[Attribute], Callable[[Attribute], Layout]] = {
    IntegerType: _integer,
    IndexType: _integer,
    VectorType: _vector,
    ComplexType: _complex,
    MemRefType: _memref,
    LLVMPointerType: _pointer,
    LLVMArrayType: _array,
    LLVMStructType: _struct,
    **dict.fromkeys(FLOAT_SIZES, _float),
}


@cache
def _layout(type: Attribute) -> Layout:
    handler = _LAYOUTS.get(type.__class__)
    if handler is None:
        raise _no_layout(type)
    return handler(type)


@cache
def _field_offsets(struct: LLVMStructType) -> tuple[int, ...]:
    """Where each field starts, and last where the final one ends."""
    offsets: list[int] = []
    end = 0
    packed = is_packed(struct)
    for field in struct.types.data:
        size, alignment = _layout(field)
        offsets.append(end if packed else align_up(end, alignment))
        end = offsets[-1] + size
    return (*offsets, end)


def _no_layout(type: Attribute) -> EnzymeError:
    return EnzymeError(
        f"the size of type {type} is not known",
        why="it has no fixed layout in memory",
        hint="use integers, floats up to 128 bits, pointers, fixed vectors, arrays and structs of these",
    )
