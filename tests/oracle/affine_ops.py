"""`affine`: loops, conditions and accesses by maps, read from the maps themselves."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from xdsl.dialects import affine
from xdsl.dialects.builtin import VectorType
from xdsl.ir import Attribute
from xdsl.ir.affine import AffineConstraintKind, AffineMap

from tests.oracle.access import access
from tests.oracle.compiler import Frame, FunctionCompiler, Outcome, Step
from tests.oracle.control_flow import assign, decided
from tests.oracle.layout import size_of
from tests.oracle.memref_ops import element_address
from tests.oracle.tables import Evaluate, on_values, terminator, with_regions
from tests.oracle.values import MemRef, Value, signed

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

MASK = (1 << 64) - 1


def evaluate_map(map: AffineMap, operands: Sequence[Value]) -> list[int]:
    """The results of a map, as signed numbers."""
    numbers = [signed(decided(value), 64) for value in operands]
    return list(map.eval(numbers[: map.num_dims], numbers[map.num_dims :]))


@on_values(affine.ApplyOp)
def _apply(op: affine.ApplyOp, _: Machine) -> Evaluate:
    return lambda *operands: evaluate_map(op.map.data, operands)[0] & MASK


@on_values(affine.MinOp)
def _min(op: affine.MinOp, _: Machine) -> Evaluate:
    return lambda *operands: min(evaluate_map(op.map.data, operands)) & MASK


def _element_type(type_: Attribute) -> Attribute:
    return type_.element_type if isinstance(type_, VectorType) else type_


def _address(op: Any, view: MemRef, operands: Sequence[Value], size: int) -> int:
    indices = [index & MASK for index in evaluate_map(op.map.data, operands)]
    return element_address(view, indices, size)


@on_values(affine.LoadOp, affine.VectorLoadOp)
def _load(op: affine.LoadOp | affine.VectorLoadOp, machine: Machine) -> Evaluate:
    type_ = op.result.type
    (read, _), size = access(type_), size_of(_element_type(type_))
    return lambda view, *operands: read(machine.memory, _address(op, view, operands, size))


@on_values(affine.StoreOp, affine.VectorStoreOp)
def _store(op: affine.StoreOp | affine.VectorStoreOp, machine: Machine) -> Evaluate:
    type_ = op.value.type
    (_, write), size = access(type_), size_of(_element_type(type_))
    return lambda value, view, *operands: write(
        machine.memory, _address(op, view, operands, size), value
    )


@terminator(affine.YieldOp)
def _yield(op: affine.YieldOp, compiler: FunctionCompiler) -> Callable[[Frame], Outcome]:
    slots = compiler.slots_of(op.operands)
    return lambda frame: [frame[slot] for slot in slots]


@with_regions(affine.ForOp)
def _for(op: affine.ForOp, compiler: FunctionCompiler) -> Step:
    lower = compiler.slots_of(op.lowerBoundOperands)
    upper = compiler.slots_of(op.upperBoundOperands)
    initial, results = compiler.slots_of(op.inits), compiler.slots_of(op.results)
    run, stride = compiler.region(op.body), op.step.value.data

    def step(frame: Frame) -> None:
        start = max(evaluate_map(op.lowerBoundMap.data, [frame[slot] for slot in lower]))
        end = min(evaluate_map(op.upperBoundMap.data, [frame[slot] for slot in upper]))
        carried: Sequence[Value] = [frame[slot] for slot in initial]
        for index in range(start, end, stride):
            carried = run(frame, (index & MASK, *carried))
        assign(frame, results, carried)

    return step


_RELATIONS: dict[AffineConstraintKind, Callable[[int, int], bool]] = {
    AffineConstraintKind.ge: operator.ge,
    AffineConstraintKind.le: operator.le,
    AffineConstraintKind.eq: operator.eq,
}


@with_regions(affine.IfOp)
def _if(op: affine.IfOp, compiler: FunctionCompiler) -> Step:
    arguments, results = compiler.slots_of(op.args), compiler.slots_of(op.results)
    run_then, run_else = compiler.region(op.then_region), compiler.region(op.else_region)
    condition = op.condition.data

    def holds(frame: Frame) -> bool:
        numbers = [signed(decided(frame[slot]), 64) for slot in arguments]
        dims, symbols = numbers[: condition.num_dims], numbers[condition.num_dims :]
        return all(
            _RELATIONS[one.kind](one.lhs.eval(dims, symbols), one.rhs.eval(dims, symbols))
            for one in condition.constraints
        )

    def step(frame: Frame) -> None:
        assign(frame, results, (run_then if holds(frame) else run_else)(frame, ()))

    return step


@with_regions(affine.ParallelOp)
def _parallel(op: affine.ParallelOp, compiler: FunctionCompiler) -> Step:
    """One iteration after the other, in order."""
    lower_map, upper_map = op.lowerBoundsMap.data, op.upperBoundsMap.data
    count = lower_map.num_dims + lower_map.num_symbols
    slots = compiler.slots_of(op.map_operands)
    run, steps = compiler.region(op.body), [step.value.data for step in op.steps]

    def step(frame: Frame) -> None:
        operands = [frame[slot] for slot in slots]
        lower = _grouped(max, evaluate_map(lower_map, operands[:count]), op.lowerBoundsGroups)
        upper = _grouped(min, evaluate_map(upper_map, operands[count:]), op.upperBoundsGroups)
        for indices in product(*map(range, lower, upper, steps)):
            run(frame, [index & MASK for index in indices])

    return step


def _grouped(choose: Callable[[list[int]], int], values: list[int], groups: Any) -> list[int]:
    rest = iter(values)
    return [choose([next(rest) for _ in range(int(size))]) for size in groups.get_values()]
