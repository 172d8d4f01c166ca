"""From a function in the IR to Python closures that run it.

Every SSA value of a function gets a slot in a list, the frame; every op becomes a step, a function of the frame. ::

    %2 = arith.addf %0, %1    ->    frame[2] = evaluate(frame[0], frame[1])
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from xdsl.dialects.builtin import TensorType, VectorType
from xdsl.ir import Block, Operation, Region, SSAValue

from tests.oracle.errors import OracleError
from tests.oracle.tables import ELEMENTWISE, ON_VALUES, TERMINATORS, WITH_REGIONS, Evaluate
from tests.oracle.values import POISON, Tensor, Value
from xdsl_enzyme.errors import describe_location

if TYPE_CHECKING:
    from tests.oracle.machine import Machine

Frame: TypeAlias = "list[Value]"
Step: TypeAlias = "Callable[[Frame], None]"


class Jump(NamedTuple):
    """Control goes on in `block`, whose arguments are `values`."""

    block: CompiledBlock
    values: Sequence[Value]


Outcome: TypeAlias = "Jump | Sequence[Value]"
"""What a terminator says: where to go on, or the operands of the op that ends the region."""


class CompiledBlock:
    """The steps of a block. They are filled in after all blocks of the region are known."""

    __slots__ = ("arguments", "finish", "ops", "steps")

    def __init__(self, arguments: Sequence[int]):
        self.arguments = arguments
        self.ops: list[Operation] = []
        self.steps: list[Step] = []
        self.finish: Callable[[Frame], Outcome] = _unfinished


def _unfinished(_: Frame) -> Outcome:
    raise OracleError("a block has no terminator")


class FunctionCompiler:
    """Compiles the regions of one function."""

    def __init__(self, machine: Machine):
        self.machine = machine
        self.slots: dict[SSAValue, int] = {}
        self.blocks: dict[Block, CompiledBlock] = {}

    def slot(self, value: SSAValue) -> int:
        return self.slots.setdefault(value, len(self.slots))

    def slots_of(self, values: Sequence[SSAValue]) -> list[int]:
        return [self.slot(value) for value in values]

    def region(self, region: Region) -> Callable[[Frame, Sequence[Value]], Sequence[Value]]:
        """How to run a region on a frame, given the entry block's arguments. Returns the operands of the last terminator."""
        blocks = list(region.blocks)
        if not blocks:
            return lambda frame, arguments: ()
        for block in blocks:
            self.blocks[block] = CompiledBlock(self.slots_of(block.args))
        for block in blocks:
            self._fill(self.blocks[block], block)
        entry, machine = self.blocks[blocks[0]], self.machine

        def run(frame: Frame, arguments: Sequence[Value]) -> Sequence[Value]:
            block = entry
            while True:
                for slot, value in zip(block.arguments, arguments, strict=True):
                    frame[slot] = value
                machine.count(len(block.ops))
                step = None
                try:
                    for step in block.steps:
                        step(frame)
                    step = None
                    outcome = block.finish(frame)
                except OracleError as error:
                    error.explain(block.ops[block.steps.index(step) if step else -1])
                    raise
                if not isinstance(outcome, Jump):
                    return outcome
                block, arguments = outcome

        return run

    def _fill(self, compiled: CompiledBlock, block: Block) -> None:
        for op in block.ops:
            compiled.ops.append(op)
            if (make_end := TERMINATORS.get(type(op))) is not None:
                compiled.finish = make_end(op, self)
            else:
                compiled.steps.append(self._step(op))

    def _step(self, op: Operation) -> Step:
        if (make_step := WITH_REGIONS.get(type(op))) is not None:
            return make_step(op, self)
        if (make_scalar := ELEMENTWISE.get(type(op))) is not None:
            on_scalars = _handing_on_poison(make_scalar(op))
            types = [value.type for value in (*op.operands, *op.results)]
            has_lanes = any(isinstance(type_, VectorType) for type_ in types)
            evaluate = _lane_by_lane(on_scalars) if has_lanes else on_scalars
            if any(isinstance(type_, TensorType) for type_ in types):
                evaluate = _element_by_element(on_scalars)
        elif (make := ON_VALUES.get(type(op))) is not None:
            evaluate = make(op, self.machine)
        else:
            raise OracleError(f"{describe_location(op)}: the oracle has no meaning for '{op.name}'")
        return _assign(evaluate, self.slots_of(op.operands), self.slots_of(op.results))


def _assign(evaluate: Evaluate, operands: Sequence[int], results: Sequence[int]) -> Step:
    """`results = evaluate(operands)`, with short forms of what is common."""
    if len(results) == 1:
        (result,) = results
        if len(operands) == 1:
            (operand,) = operands

            def unary(frame: Frame) -> None:
                frame[result] = cast(Value, evaluate(frame[operand]))

            return unary
        if len(operands) == 2:
            left, right = operands

            def binary(frame: Frame) -> None:
                frame[result] = cast(Value, evaluate(frame[left], frame[right]))

            return binary

        def general(frame: Frame) -> None:
            frame[result] = cast(Value, evaluate(*[frame[slot] for slot in operands]))

        return general

    def several(frame: Frame) -> None:
        values = evaluate(*[frame[slot] for slot in operands])
        for slot, value in zip(results, cast("tuple[Value, ...]", values or ()), strict=True):
            frame[slot] = value

    return several


def _handing_on_poison(evaluate: Evaluate) -> Evaluate:
    """Makes the result poison if an operand is."""

    def guarded(*values: Value) -> Value | None:
        return POISON if POISON in values else evaluate(*values)

    return guarded


def _element_by_element(evaluate: Evaluate) -> Evaluate:
    """A scalar function on tensors of one shape; a scalar among the operands is the same for every element."""

    def on_elements(*values: Value) -> Value:
        (shape,) = {value.shape for value in values if isinstance(value, Tensor)}
        elements = [v.elements if isinstance(v, Tensor) else repeat(v) for v in values]
        computed = (cast(Value, evaluate(*each)) for each in zip(*elements, strict=False))
        return Tensor(shape, tuple(computed))

    return on_elements


def _lane_by_lane(evaluate: Evaluate) -> Evaluate:
    """A scalar function on vectors; a scalar among the operands is the same in every lane."""

    def on_lanes(*values: Value) -> Value:
        lanes = [v if isinstance(v, tuple) else repeat(v) for v in values]
        return tuple(cast(Value, evaluate(*lane)) for lane in zip(*lanes, strict=False))

    return on_lanes
