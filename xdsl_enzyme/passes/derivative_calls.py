"""Calls of derivative functions, whose operands and results may have the types that Enzyme gives them.

With width n, the derivatives of a scalar are a vector here and a tensor there; those of a tensor have the directions as their
innermost dimension here and as the outermost there::

    %r = enzyme.fwddiff @f(%x, %dx) {width = 4, …} : (f64, tensor<4xf64>) -> tensor<4xf64>
    -->
    %0 = tensor.extract %dx[%c0]; …; %v = vector.insert …
    %1 = func.call @f.forward(%x, %v) : (f64, vector<4xf64>) -> vector<4xf64>
    %r = tensor.from_elements …
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.builder import Builder
from xdsl.dialects import func, tensor
from xdsl.dialects.builtin import DYNAMIC_INDEX, SymbolRefAttr, TensorType
from xdsl.dialects.linalg import ops as linalg
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.ir.affine import AffineConstantExpr, AffineMap
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import directions
from xdsl_enzyme.rules.structured import (
    dynamic_sizes,
    element_type,
    empty,
    generic,
    index_constant,
    is_tensor_type,
    shape_of,
)


def call_derivative(
    before: Operation,
    function: func.FuncOp,
    operands: Sequence[SSAValue],
    outputs: Sequence[Attribute],
) -> list[SSAValue]:
    """Call a derivative function before an op, and give its results the types `outputs`."""
    builder = Builder(InsertPoint.before(before))
    type = function.function_type
    inputs = [
        _converted(builder, value, wanted, before)
        for value, wanted in zip(operands, type.inputs, strict=True)
    ]
    call = func.CallOp(SymbolRefAttr(function.sym_name.data), inputs, type.outputs.data)
    call.location = before.location
    builder.insert(call)
    return [
        _converted(builder, value, wanted, before)
        for value, wanted in zip(call.results, outputs, strict=True)
    ]


def _converted(builder: Builder, value: SSAValue, wanted: Attribute, where: Operation) -> SSAValue:
    """The same derivatives as a value of the type that is wanted."""
    given = value.type
    if given == wanted:
        return value
    if (type := _directions_first(given, wanted)) is not None:
        return _to_tangents(builder, value, type, wanted)
    if (type := _directions_first(wanted, given)) is not None:
        return _from_tangents(builder, value, type, wanted)
    raise DifferentiationError(
        f"derivatives of type {given} where {wanted} is needed",
        where=where,
        why="only those of scalars and tensors are converted from and to the types that Enzyme gives them",
        hint=f"use {wanted}: the directions are the innermost dimension",
    )


def _directions_first(tensor_type: Attribute, tangents: Attribute) -> Attribute | None:
    """The type of a value whose derivatives are `tangents` here, and this tensor for Enzyme; None if there is no such type."""
    if not isa(tensor_type, TensorType[Attribute]) or not tensor_type.get_shape():
        return None
    [width, *shape], element = tensor_type.get_shape(), tensor_type.element_type
    type: Attribute = TensorType(element, shape) if is_tensor_type(tangents) else element
    if width == DYNAMIC_INDEX or (shape and not is_tensor_type(tangents)):
        return None
    return type if tangent_type(type, width) == tangents else None


def _to_tangents(builder: Builder, value: SSAValue, type: Attribute, wanted: Attribute) -> SSAValue:
    width, element = shape_of(value.type)[0], element_type(type)
    if not is_tensor_type(type):
        lanes = [_element(builder, value, k, element) for k in range(width)]
        return directions.join(builder, lanes, element)
    rank = len(shape_of(type))
    identity = AffineMap.identity(rank)
    maps = [AffineMap(rank, 0, (AffineConstantExpr(k), *identity.results)) for k in range(width)]
    result = empty(builder, wanted, dynamic_sizes(builder, value))

    def join(inner: Builder, elements: Sequence[SSAValue]) -> Sequence[SSAValue]:
        return [directions.join(inner, elements[:width], element)]

    return generic(builder, [value] * width, [result], [*maps, identity], join)[0]


def _from_tangents(
    builder: Builder, value: SSAValue, type: Attribute, wanted: Attribute
) -> SSAValue:
    width, element = shape_of(wanted)[0], element_type(type)
    if not is_tensor_type(type):
        lanes = directions.split(builder, value, element, width)
        made = tensor.FromElementsOp.create(operands=lanes, result_types=[wanted])
        return builder.insert(made).results[0]
    identity = AffineMap.identity(len(shape_of(wanted)))
    without_direction = AffineMap(identity.num_dims, 0, identity.results[1:])
    result = empty(builder, wanted, dynamic_sizes(builder, value))

    def select(inner: Builder, elements: Sequence[SSAValue]) -> Sequence[SSAValue]:
        index = inner.insert(linalg.IndexOp(0)).result
        return [directions.direction(inner, elements[0], index, element)]

    return generic(builder, [value], [result], [without_direction, identity], select)[0]


def _element(builder: Builder, value: SSAValue, position: int, type: Attribute) -> SSAValue:
    index = index_constant(builder, position)
    extract = tensor.ExtractOp.create(operands=[value, index], result_types=[type])
    return builder.insert(extract).result
