"""The types of the dialect, and what Enzyme makes of a type when several derivatives go together.

::

    !enzyme.Cache<f64>   !enzyme.CacheTable   !enzyme.Gradient<f64>   !enzyme.Tape
    batched_type(f64, [4])                 -->  tensor<4xf64>
    batched_type(tensor<3xf64>, [4, 2])    -->  tensor<4x2x3xf64>
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from xdsl.dialects.builtin import MemRefType, TensorType, VectorType
from xdsl.dialects.llvm import LLVMPointerType
from xdsl.ir import Attribute, ParametrizedAttribute, TypeAttribute
from xdsl.irdl import irdl_attr_definition

from xdsl_enzyme.dialects.tangent_types import register_tangent_type, tangent_type


@irdl_attr_definition
class CacheType(ParametrizedAttribute, TypeAttribute):
    """A stack of values that lives from the forward to the reverse sweep."""

    name = "enzyme.Cache"

    element_type: Attribute


@irdl_attr_definition
class CacheTableType(ParametrizedAttribute, TypeAttribute):
    """Many caches, of any types, each with a number."""

    name = "enzyme.CacheTable"


@irdl_attr_definition
class GradientType(ParametrizedAttribute, TypeAttribute):
    """A slot that holds the adjoint of a value, zero at first."""

    name = "enzyme.Gradient"

    element_type: Attribute


@irdl_attr_definition
class TapeType(ParametrizedAttribute, TypeAttribute):
    """All that goes from the first to the second half of a derivative in split mode."""

    name = "enzyme.Tape"


def batched_type(type: Attribute, shape: Sequence[int]) -> Attribute:
    """A type with further dimensions in front, as Enzyme adds them: a scalar becomes a tensor."""
    if isinstance(type, TensorType):
        tensor = cast("TensorType[Attribute]", type)
        return TensorType(tensor.element_type, [*shape, *tensor.get_shape()], tensor.encoding)
    if isinstance(type, MemRefType):
        memref = cast("MemRefType[Attribute]", type)
        return MemRefType(
            memref.element_type,
            [*shape, *memref.get_shape()],
            memory_space=memref.memory_space,
        )
    if isinstance(type, VectorType):
        vector = cast("VectorType[Attribute]", type)
        return VectorType(vector.element_type, [*shape, *vector.get_shape()])
    if isinstance(type, LLVMPointerType):
        return type
    return TensorType(type, shape)


def _cache_of_tangents(type: Attribute, width: int) -> Attribute:
    return CacheType(tangent_type(cast("CacheType", type).element_type, width))


register_tangent_type(CacheType, _cache_of_tangents)
