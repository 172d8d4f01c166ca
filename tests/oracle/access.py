"""Loads and stores of typed values: one reader and one writer per type, made once per op.

::

    read = reader(!llvm.struct<(f64, i32)>)
    read(memory, address)                      # (Dual(...), 7)
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from typing import TypeAlias, cast

from xdsl.dialects.builtin import (
    AnyFloat,
    ComplexType,
    Float16Type,
    Float32Type,
    Float64Type,
    IndexType,
    IntegerType,
    MemRefType,
    VectorType,
)
from xdsl.dialects.llvm import LLVMArrayType, LLVMPointerType, LLVMStructType
from xdsl.ir import Attribute

from tests.oracle.dual import Dual
from tests.oracle.errors import OracleError
from tests.oracle.layout import bit_width, field_offset, size_of
from tests.oracle.memory import Memory
from tests.oracle.values import POISON, MemRef, Poison, Value

Reader: TypeAlias = Callable[[Memory, int], Value]
Writer: TypeAlias = Callable[[Memory, int, Value], None]
Access: TypeAlias = tuple[Reader, Writer]

FLOAT_LAYOUTS: dict[type[Attribute], struct.Struct] = {
    Float16Type: struct.Struct("<e"),
    Float32Type: struct.Struct("<f"),
    Float64Type: struct.Struct("<d"),
}


def reader(type_: Attribute) -> Reader:
    return access(type_)[0]


def writer(type_: Attribute) -> Writer:
    return access(type_)[1]


def access(type_: Attribute) -> Access:
    """How to read and write a value of the type."""
    if (make := ACCESS.get(type(type_))) is None:
        raise OracleError(f"the oracle cannot load or store a {type_}")
    return make(type_)


def _float(type_: Attribute) -> Access:
    layout = FLOAT_LAYOUTS[type(type_)]

    def write(memory: Memory, address: int, value: Value) -> None:
        if isinstance(value, Poison):
            memory.write_undefined(address, layout.size)
        else:
            memory.write_float(address, layout, cast(Dual, value))

    return lambda memory, address: memory.read_float(address, layout), write


def _integer(type_: Attribute) -> Access:
    size, width = size_of(type_), bit_width(type_)
    # The store size, in contrast to the distance of array elements, is not aligned.
    size = min(size, -(-width // 8))
    mask = (1 << width) - 1

    def read(memory: Memory, address: int) -> Value:
        value = memory.read_integer(address, size)
        return value if width == 8 * size or value is POISON else cast(int, value) & mask

    def write(memory: Memory, address: int, value: Value) -> None:
        if isinstance(value, Poison):
            memory.write_undefined(address, size)
        else:
            memory.write_integer(address, size, cast(int, value))

    return read, write


def _parts(parts: Sequence[tuple[int, Access]]) -> Access:
    def read(memory: Memory, address: int) -> Value:
        return tuple(read_part(memory, address + offset) for offset, (read_part, _) in parts)

    def write(memory: Memory, address: int, value: Value) -> None:
        elements = cast("tuple[Value, ...]", value)
        for (offset, (_, write_part)), element in zip(parts, elements, strict=True):
            write_part(memory, address + offset, element)

    return read, write


def _struct(type_: Attribute) -> Access:
    fields = cast(LLVMStructType, type_)
    return _parts([(field_offset(fields, i), access(t)) for i, t in enumerate(fields.types)])


def _array(type_: Attribute) -> Access:
    array = cast(LLVMArrayType, type_)
    element, stride = access(array.type), size_of(array.type)
    return _parts([(i * stride, element) for i in range(array.size.data)])


def _complex(type_: Attribute) -> Access:
    element = cast("ComplexType[AnyFloat]", type_).element_type
    return _parts([(0, access(element)), (size_of(element), access(element))])


def _vector(type_: Attribute) -> Access:
    size_of(type_)
    vector = cast("VectorType[Attribute]", type_)
    length = math.prod(vector.get_shape())
    element, stride = access(vector.element_type), size_of(vector.element_type)
    return _parts([(i * stride, element) for i in range(length)])


def _memref(type_: Attribute) -> Access:
    """Where the buffer is, where the first element is, then sizes and strides."""
    rank = cast("MemRefType[Attribute]", type_).get_num_dims()
    places = range(0, 8 * (2 + 2 * rank), 8)

    def read(memory: Memory, address: int) -> Value:
        numbers = [memory.read_integer(address + place, 8) for place in places]
        if POISON in numbers:
            return POISON
        base, first, *rest = cast("list[int]", numbers)
        return MemRef(first, tuple(rest[:rank]), tuple(rest[rank:]), base)

    def write(memory: Memory, address: int, value: Value) -> None:
        if isinstance(value, Poison):
            memory.write_undefined(address, len(places) * 8)
            return
        view = cast(MemRef, value)
        numbers = (view.buffer, view.address, *view.shape, *view.strides)
        for place, number in zip(places, numbers, strict=True):
            memory.write_integer(address + place, 8, number)

    return read, write


ACCESS: dict[type[Attribute], Callable[[Attribute], Access]] = {
    IntegerType: _integer,
    IndexType: _integer,
    LLVMPointerType: _integer,
    LLVMStructType: _struct,
    LLVMArrayType: _array,
    VectorType: _vector,
    ComplexType: _complex,
    MemRefType: _memref,
    **dict.fromkeys(FLOAT_LAYOUTS, _float),
}


def reinterpret(source: Attribute, target: Attribute) -> Callable[[Value], Value]:
    """A `bitcast`: stores the value as one type and loads it as the other."""
    write, read, size = writer(source), reader(target), size_of(source)

    def evaluate(value: Value) -> Value:
        scratch = Memory()
        address = scratch.allocate(size, "bitcast")
        write(scratch, address, value)
        return read(scratch, address)

    return evaluate
