"""The type of the tangent, adjoint or shadow of a value: `width` of them at once.

::

    tangent_type(f64, 4)                   -->  vector<4xf64>
    tangent_type(vector<2xf64>, 4)         -->  vector<4x2xf64>
    tangent_type(complex<f64>, 4)          -->  vector<4x2xf64>
    tangent_type(memref<?x3xf64>, 4)       -->  memref<?x3xvector<4xf64>>
    tangent_type(tensor<8xf64>, 4)         -->  tensor<8xvector<4xf64>>
    tangent_type(!llvm.struct<(i32, f64)>, 4)  -->  !llvm.struct<(i32, vector<4xf64>)>, as a value only
    tangent_type(!llvm.ptr, 4)             -->  !llvm.ptr, to memory four times as long
    tangent_type(!enzyme.Cache<f64>, 4)    -->  !enzyme.Cache<vector<4xf64>>

With width 1 every type is its own. Containers keep their shape and layout, so what moves their elements moves
tangents unchanged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

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
    TensorType,
    UnrankedMemRefType,
    VectorType,
)
from xdsl.dialects.llvm import LLVMArrayType, LLVMPointerType, LLVMStructType
from xdsl.ir import Attribute

from xdsl_enzyme.dialects.packed_structs import is_packed, packed_struct
from xdsl_enzyme.errors import DifferentiationError

FLOAT_TYPES: tuple[type[AnyFloat], ...] = (
    Float16Type,
    BFloat16Type,
    Float32Type,
    Float64Type,
    Float80Type,
    Float128Type,
)


def tangent_type(type: Attribute, width: int) -> Attribute:
    """The type of `width` tangents (adjoints, shadows) of a value of this type; an error if there is none."""
    if width == 1:
        return type
    rule = _RULES.get(type.__class__)
    if rule is None:
        raise _no_tangents(type, width)
    return rule(type, width)


def _no_tangents(type: Attribute, width: int) -> DifferentiationError:
    return DifferentiationError(
        f"no derivatives of width {width} for values of type {type}",
        why="several derivatives at once are for floats, complex numbers, what consists of them, and pointers by themselves",
        hint="use width 1",
    )


def _float(type: Attribute, width: int) -> Attribute:
    return VectorType(type, [width])


def _vector(type: Attribute, width: int) -> Attribute:
    vector = cast("VectorType[Attribute]", type)
    return VectorType(vector.element_type, [width, *vector.get_shape()])


def _complex(type: Attribute, width: int) -> Attribute:
    element: Attribute = cast("ComplexType[AnyFloat]", type).element_type
    return VectorType(element, [width, 2])


def _memref(type: Attribute, width: int) -> Attribute:
    memref = cast("MemRefType[Attribute]", type)
    element = tangent_type(memref.element_type, width)
    return MemRefType(element, memref.shape, memref.layout, memref.memory_space)


def _unranked_memref(type: Attribute, width: int) -> Attribute:
    memref = cast("UnrankedMemRefType[Attribute]", type)
    return UnrankedMemRefType(tangent_type(memref.element_type, width), memref.memory_space)


def _tensor(type: Attribute, width: int) -> Attribute:
    tensor = cast("TensorType[Attribute]", type)
    return TensorType(tangent_type(tensor.element_type, width), tensor.shape, tensor.encoding)


def _struct(type: Attribute, width: int) -> Attribute:
    struct = cast(LLVMStructType, type)
    members = [_member(type, member, width) for member in struct.types.data]
    return packed_struct(members) if is_packed(struct) else LLVMStructType.from_type_list(members)


def _array(type: Attribute, width: int) -> Attribute:
    array = cast(LLVMArrayType, type)
    return LLVMArrayType(array.size, _member(type, array.type, width))


def _member(aggregate: Attribute, type: Attribute, width: int) -> Attribute:
    if isinstance(type, LLVMPointerType):
        raise _no_tangents(aggregate, width)
    return tangent_type(type, width)


def _same(type: Attribute, width: int) -> Attribute:
    """Addresses; and integers, which have no derivative, in the shadow of memory that also holds none."""
    return type


_RULES: dict[type[Attribute], Callable[[Attribute, int], Attribute]] = {
    **dict.fromkeys(FLOAT_TYPES, _float),
    VectorType: _vector,
    ComplexType: _complex,
    MemRefType: _memref,
    UnrankedMemRefType: _unranked_memref,
    TensorType: _tensor,
    LLVMPointerType: _same,
    LLVMStructType: _struct,
    LLVMArrayType: _array,
    IntegerType: _same,
    IndexType: _same,
}


def register_tangent_type(
    type_class: type[Attribute], rule: Callable[[Attribute, int], Attribute]
) -> None:
    """Declare what values of a type of another dialect have as `width` tangents."""
    _RULES[type_class] = rule
