"""Sizes and places in memory of the types of docs/ir.md, as in LLVM's x86-64 and AArch64 data layouts.

::

    size_of(!llvm.struct<(f64, i32)>)        = 16
    field_offset(!llvm.struct<(i32, f64)>, 1) = 8
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import cast

from xdsl.dialects.builtin import (
    AnyFloat,
    ComplexType,
    Float16Type,
    Float32Type,
    Float64Type,
    IndexType,
    IntegerType,
    MemRefType,
    TensorType,
    VectorType,
)
from xdsl.dialects.llvm import LLVMArrayType, LLVMPointerType, LLVMStructType
from xdsl.ir import Attribute

from tests.oracle.errors import OracleError
from xdsl_enzyme.dialects.packed_structs import is_packed

FLOAT_SIZES: dict[type[Attribute], int] = {Float16Type: 2, Float32Type: 4, Float64Type: 8}


def align_up(offset: int, alignment: int) -> int:
    return -(-offset // alignment) * alignment


def size_and_alignment(type_: Attribute) -> tuple[int, int]:
    """Bytes from one array element to the next, and the alignment."""
    if (rule := LAYOUT_RULES.get(type(type_))) is None:
        raise OracleError(f"the oracle knows no layout for the type {type_}")
    return rule(type_)


def size_of(type_: Attribute) -> int:
    return size_and_alignment(type_)[0]


def field_offset(struct: LLVMStructType, index: int) -> int:
    """The offset in bytes of field `index`."""
    offset = 0
    for position, field in enumerate(struct.types):
        size, alignment = size_and_alignment(field)
        offset = align_up(offset, 1 if is_packed(struct) else alignment)
        if position == index:
            return offset
        offset += size
    raise OracleError(f"{struct} has no field {index}")


def bit_width(type_: Attribute) -> int:
    """The bits of an integer, an index, a pointer or a float."""
    if isinstance(type_, IntegerType):
        return type_.width.data
    return 8 * size_of(type_)


def element_type(type_: Attribute) -> Attribute:
    """The element type of a vector or tensor, and any other type itself."""
    if isinstance(type_, VectorType | TensorType):
        return cast("VectorType[Attribute]", type_).element_type
    return type_


def _integer(type_: Attribute) -> tuple[int, int]:
    size = -(-cast(IntegerType, type_).width.data // 8)
    alignment = min(16, 1 << (size - 1).bit_length())
    return align_up(size, alignment), alignment


def _struct(type_: Attribute) -> tuple[int, int]:
    struct = cast(LLVMStructType, type_)
    if is_packed(struct):
        return sum(size_of(field) for field in struct.types), 1
    end, strictest = 0, 1
    for field in struct.types:
        size, alignment = size_and_alignment(field)
        end = align_up(end, alignment) + size
        strictest = max(strictest, alignment)
    return align_up(end, strictest), strictest


def _array(type_: Attribute) -> tuple[int, int]:
    array = cast(LLVMArrayType, type_)
    size, alignment = size_and_alignment(array.type)
    return size * array.size.data, alignment


def _vector(type_: Attribute) -> tuple[int, int]:
    vector = cast("VectorType[Attribute]", type_)
    if bit_width(vector.element_type) % 8:
        raise OracleError(
            f"the oracle does not keep {vector} in memory: its elements are not bytes"
        )
    size = size_of(vector.element_type) * math.prod(vector.get_shape())
    alignment = 1 << (size - 1).bit_length()
    return align_up(size, alignment), alignment


def _complex(type_: Attribute) -> tuple[int, int]:
    size, alignment = size_and_alignment(cast("ComplexType[AnyFloat]", type_).element_type)
    return 2 * size, alignment


def _memref(type_: Attribute) -> tuple[int, int]:
    rank = cast("MemRefType[Attribute]", type_).get_num_dims()
    return 8 * (2 + 2 * rank), 8


def _float(type_: Attribute) -> tuple[int, int]:
    size = FLOAT_SIZES[type(cast(AnyFloat, type_))]
    return size, size


LAYOUT_RULES: dict[type[Attribute], Callable[[Attribute], tuple[int, int]]] = {
    IntegerType: _integer,
    IndexType: lambda _: (8, 8),
    LLVMPointerType: lambda _: (8, 8),
    LLVMStructType: _struct,
    LLVMArrayType: _array,
    VectorType: _vector,
    ComplexType: _complex,
    MemRefType: _memref,
    **dict.fromkeys(FLOAT_SIZES, _float),
}
