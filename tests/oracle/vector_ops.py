"""`vector`: ops on whole vectors, of one dimension."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, cast

from xdsl.dialects import vector
from xdsl.dialects.builtin import DYNAMIC_INDEX, I64, DenseArrayBase, VectorType
from xdsl.ir import Attribute

from tests.oracle.access import access, reinterpret
from tests.oracle.dual import differentiable
from tests.oracle.errors import OracleError
from tests.oracle.layout import element_type, size_of
from tests.oracle.memref_ops import element_address
from tests.oracle.primitives import PRIMITIVES
from tests.oracle.scalar_ops import rounding
from tests.oracle.tables import Evaluate, elementwise, on_values
from tests.oracle.values import POISON, MemRef, Value

if TYPE_CHECKING:
    from tests.oracle.machine import Machine


def length_of(type_: Attribute) -> int:
    shape = cast("VectorType[Attribute]", type_).get_shape()
    if len(shape) != 1:
        raise OracleError(f"the oracle computes with vectors of one dimension, not with {type_}")
    return shape[0]


def position(static: DenseArrayBase[I64], dynamic: tuple[int, ...], length: int) -> int:
    """The lane that an op names by an attribute or by an operand."""
    (lane,) = static.get_values()
    if lane == DYNAMIC_INDEX:
        (lane,) = dynamic
    if not 0 <= lane < length:
        raise OracleError(f"lane {lane} of a vector with {length} lanes")
    return lane


@on_values(vector.ExtractOp)
def _extract(op: vector.ExtractOp, _: Machine) -> Evaluate:
    length = length_of(op.vector.type)

    def evaluate(source: tuple[Value, ...], *dynamic: int) -> Value:
        return source[position(op.static_position, dynamic, length)]

    return evaluate


@on_values(vector.InsertOp)
def _insert(op: vector.InsertOp, _: Machine) -> Evaluate:
    length = length_of(op.dest.type)

    def evaluate(value: Value, target: tuple[Value, ...], *dynamic: int) -> Value:
        lane = position(op.static_position, dynamic, length)
        return (*target[:lane], value, *target[lane + 1 :])

    return evaluate


@on_values(vector.ShuffleOp)
def _shuffle(op: vector.ShuffleOp, _: Machine) -> Evaluate:
    mask = op.mask.get_values()

    def evaluate(left: tuple[Value, ...], right: tuple[Value, ...]) -> Value:
        lanes = left + right
        return tuple(lanes[lane] if lane >= 0 else POISON for lane in mask)

    return evaluate


@on_values(vector.BroadcastOp)
def _broadcast(op: vector.BroadcastOp, _: Machine) -> Evaluate:
    length = length_of(op.vector.type)
    return lambda source: source if isinstance(source, tuple) else (source,) * length


@elementwise(vector.FMAOp)
def _fma(op: vector.FMAOp) -> Evaluate:
    return differentiable(PRIMITIVES["fma"], rounding(op.res.type))


REDUCTIONS = {
    "add": "add",
    "mul": "mul",
    "maximumf": "maximum",
    "minimumf": "minimum",
    "maxnumf": "fmax",
    "minnumf": "fmin",
}
"""From the kinds of `vector.reduction` on floats to primitives."""


@on_values(vector.ReductionOp)
def _reduction(op: vector.ReductionOp, _: Machine) -> Evaluate:
    if (name := REDUCTIONS.get(op.kind.data)) is None:
        raise OracleError(f"the oracle does not reduce by '{op.kind.data}'")
    combine = differentiable(PRIMITIVES[name], rounding(op.dest.type))

    def evaluate(lanes: tuple[Value, ...], *start: Value) -> Value:
        return POISON if POISON in lanes else reduce(combine, (*start, *lanes))

    return evaluate


@on_values(vector.BitcastOp)
def _bitcast(op: vector.BitcastOp, _: Machine) -> Evaluate:
    return reinterpret(op.source.type, op.result.type)


@on_values(vector.LoadOp)
def _load(op: vector.LoadOp, machine: Machine) -> Evaluate:
    (read, _), size = access(element_type(op.result.type)), size_of(element_type(op.result.type))
    length = length_of(op.result.type)

    def evaluate(memref: MemRef, *indices: int) -> Value:
        start = element_address(memref, indices, size)
        return tuple(read(machine.memory, start + lane * size) for lane in range(length))

    return evaluate


@on_values(vector.StoreOp)
def _store(op: vector.StoreOp, machine: Machine) -> Evaluate:
    (_, write), size = access(element_type(op.vector.type)), size_of(element_type(op.vector.type))

    def evaluate(lanes: tuple[Value, ...], memref: MemRef, *indices: int) -> None:
        start = element_address(memref, indices, size)
        for lane, value in enumerate(lanes):
            write(machine.memory, start + lane * size, value)

    return evaluate
