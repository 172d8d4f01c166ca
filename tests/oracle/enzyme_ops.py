"""The `enzyme` dialect: caches as Python lists, so that what `enzyme-reverse` makes runs as it stands; constants for the
derivative as duals without tangents; batches one element after the other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from xdsl.dialects.builtin import TensorType

from tests.oracle.dual import Dual
from tests.oracle.errors import OracleError
from tests.oracle.tables import Evaluate, on_values
from tests.oracle.values import Tensor, Value
from xdsl_enzyme.dialects import enzyme

if TYPE_CHECKING:
    from tests.oracle.machine import Machine


@on_values(enzyme.InitOp)
def _init(op: enzyme.InitOp, machine: Machine) -> Evaluate:
    return lambda: cast(Value, list[Value]())


@on_values(enzyme.PushOp)
def _push(op: enzyme.PushOp, machine: Machine) -> Evaluate:
    return lambda cache, value: cache.append(value)


@on_values(enzyme.PopOp)
def _pop(op: enzyme.PopOp, machine: Machine) -> Evaluate:
    def evaluate(cache: list[Value]) -> Value:
        if not cache:
            raise OracleError("pops an empty cache")
        return cache.pop()

    return evaluate


@on_values(enzyme.IgnoreDerivativesOp)
def _ignore_derivatives(op: enzyme.IgnoreDerivativesOp, machine: Machine) -> Evaluate:
    return _without_tangent


def _without_tangent(value: Value) -> Value:
    if isinstance(value, Dual):
        return Dual(value.value, None)
    if isinstance(value, Tensor):
        return Tensor(value.shape, tuple(map(_without_tangent, value.elements)))
    return value


@on_values(enzyme.BatchOp)
def _batch(op: enzyme.BatchOp, machine: Machine) -> Evaluate:
    name, shape = op.fn.root_reference.data, op.shape
    count = math.prod(shape)
    types = op.callee().function_type

    def evaluate(*batches: Tensor) -> Value:
        results = [
            machine.call(
                name,
                [_element(*pair, k, count) for pair in zip(batches, types.inputs, strict=True)],
            )
            for k in range(count)
        ]
        collected = tuple(
            _collected(shape, [result[k] for result in results]) for k in range(len(types.outputs))
        )
        return collected[0] if len(collected) == 1 else cast(Value, collected)

    return evaluate


def _element(batch: Tensor, type_: object, index: int, count: int) -> Value:
    size = len(batch.elements) // count
    part = batch.elements[index * size : (index + 1) * size]
    if isinstance(type_, TensorType):
        return Tensor(batch.shape[len(batch.shape) - len(type_.get_shape()) :], part)
    return part[0]


def _collected(shape: Sequence[int], values: Sequence[Value]) -> Value:
    if isinstance(first := values[0], Tensor):
        elements = tuple(e for value in values for e in cast(Tensor, value).elements)
        return Tensor((*shape, *first.shape), elements)
    return Tensor(tuple(shape), tuple(values))
