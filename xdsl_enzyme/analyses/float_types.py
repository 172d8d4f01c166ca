"""Which types have floats in them, and where: the types of values that can have a derivative.

On MLIR types::

    float_element(vector<4xf32>)  -->  f32
    has_floats(complex<f64>), has_floats(tensor<2x?xf64>)  -->  true
    float_members(!llvm.struct<(i32, f64)>)  -->  ((1,), f64)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from xdsl.dialects import llvm
from xdsl.dialects.builtin import AnyFloat, ComplexType, TensorType, VectorType
from xdsl.ir import Attribute
from xdsl.utils.hints import isa


def float_element(type: Attribute) -> AnyFloat | None:
    """The float type of a float or vector of floats; None for all else."""
    if isa(type, VectorType):
        type = type.element_type
    return type if isinstance(type, AnyFloat) else None


def complex_element(type: Attribute) -> AnyFloat | None:
    """The float type of the parts of a complex number; None for all else."""
    if isinstance(type, ComplexType):
        element = cast("ComplexType[Any]", type).element_type
        return element if isinstance(element, AnyFloat) else None
    return None


def members(type: Attribute) -> tuple[Attribute, ...]:
    """The member types of a struct or array type; none for all else."""
    if isinstance(type, llvm.LLVMStructType):
        return type.types.data
    if isinstance(type, llvm.LLVMArrayType):
        return (type.type,) * type.size.data
    return ()


def has_floats(type: Attribute) -> bool:
    """
    Whether values of this type can have a derivative: floats, complex numbers, and vectors, tensors and aggregates of
    them.
    """
    if isinstance(type, TensorType):
        return has_floats(cast("TensorType[Attribute]", type).element_type)
    return (
        float_element(type) is not None
        or complex_element(type) is not None
        or any(map(has_floats, members(type)))
    )


def float_members(
    type: Attribute, prefix: tuple[int, ...] = ()
) -> Iterator[tuple[tuple[int, ...], Attribute]]:
    """The position and type of each float (or vector of floats) in an aggregate type."""
    if float_element(type) is not None:
        yield prefix, type
    for index, member in enumerate(members(type)):
        yield from float_members(member, (*prefix, index))
