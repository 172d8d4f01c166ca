"""Calls of derivative functions, whose operands and results may have the types that Enzyme gives them.

With width n, the derivatives of a scalar are a vector here and a tensor there::

    %r = enzyme.fwddiff @f(%x, %dx) {width = 4, …} : (f64, tensor<4xf64>) -> tensor<4xf64>
    -->
    %0 = tensor.extract %dx[%c0]; …; %v = vector.insert …
    %1 = func.call @f.forward(%x, %v) : (f64, vector<4xf64>) -> vector<4xf64>
    %r = tensor.from_elements …
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.builder import Builder
from xdsl.dialects import arith, func, tensor
from xdsl.dialects.builtin import (
    AnyFloat,
    IndexType,
    IntegerAttr,
    SymbolRefAttr,
    TensorType,
    VectorType,
)
from xdsl.ir import Attribute, Operation, SSAValue
from xdsl.rewriter import InsertPoint
from xdsl.utils.hints import isa

from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.rules import directions


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
    if _is_tensor_of_vector(given, wanted):
        return _to_vector(builder, value)
    if _is_tensor_of_vector(wanted, given):
        return _to_tensor(builder, value, wanted)
    raise DifferentiationError(
        f"derivatives of type {given} where {wanted} is needed",
        where=where,
        why="only those of scalars are converted from and to the types that Enzyme gives them",
        hint=f"use {wanted}: the directions are the innermost dimension",
    )


def _is_tensor_of_vector(one: Attribute, other: Attribute) -> bool:
    """Whether the first is a tensor with the elements of the second, a vector."""
    return (
        isa(one, TensorType[AnyFloat])
        and isa(other, VectorType[AnyFloat])
        and one.get_shape() == other.get_shape()
        and len(one.get_shape()) == 1
        and one.element_type == other.element_type
    )


def _to_vector(builder: Builder, value: SSAValue) -> SSAValue:
    assert isa(value.type, TensorType[AnyFloat])
    [width], element = value.type.get_shape(), value.type.element_type
    lanes: list[SSAValue] = []
    for k in range(width):
        index = builder.insert(arith.ConstantOp(IntegerAttr(k, IndexType()))).result
        extract = tensor.ExtractOp.create(operands=[value, index], result_types=[element])
        lanes.append(builder.insert(extract).result)
    return directions.join(builder, lanes, element)


def _to_tensor(builder: Builder, value: SSAValue, type: Attribute) -> SSAValue:
    assert isa(value.type, VectorType[AnyFloat])
    [width], element = value.type.get_shape(), value.type.element_type
    lanes = [directions.extract(builder, value, [k], element) for k in range(width)]
    made = tensor.FromElementsOp.create(operands=lanes, result_types=[type])
    return builder.insert(made).results[0]
