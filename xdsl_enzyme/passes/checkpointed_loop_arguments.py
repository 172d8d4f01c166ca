"""A loop that is reversed with checkpoints, and what the functions that run and reverse it are given.

On structured form, for a function that `outline_checkpoints` has made of a loop::

    func.func private @f.loop(%l, %u, %s, %x, …, %memory, %bytes, …) {enzyme.checkpoint = {…}}

    LoopArguments(loop, [%l, %u, %s, %x, %x_shadow, …])   -->   .initial_state()            %x, %x_shadow
                                                                .step_operands(%k, %state)  %l + %k * %s, %state, …
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from xdsl.dialects import func
from xdsl.ir import Attribute, SSAValue

from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.passes.cache_memory import Amount, Emitter
from xdsl_enzyme.passes.derivative_arguments import Activities
from xdsl_enzyme.passes.loop_emitter import Values
from xdsl_enzyme.passes.memory_extents import count
from xdsl_enzyme.passes.outline_checkpoints import CheckpointedLoop
from xdsl_enzyme.rules import floats

BOUNDS = 3
"""The first arguments of an outlined loop: lower bound, upper bound, step."""


@dataclass(frozen=True)
class Iteration:
    """How one iteration is run, and reversed."""

    step: func.FuncOp
    """Takes the number of the iteration, what is carried, and what is captured; returns what is carried, and in while loops whether it goes on."""
    arguments: Activities
    results: Activities
    advance: func.FuncOp
    """The same, with shadows of what is duplicated if `hands_on_shadows`."""
    hands_on_shadows: bool
    gradient: func.FuncOp
    """Returns the adjoints of the active arguments."""


@dataclass(frozen=True)
class ReversedLoop:
    """An outlined loop, and how it takes part in a derivative."""

    facts: CheckpointedLoop
    arguments: Activities
    results: Activities
    iteration: Iteration
    adjoint_type: Callable[[Attribute], Attribute]

    @cached_property
    def shadowed(self) -> list[int]:
        """The carried values that come with a shadow."""
        iteration = self.iteration
        return [
            position
            for position in range(self.facts.carried)
            if iteration.arguments[1 + position].is_duplicated
            or iteration.results[position].is_duplicated
        ]

    @cached_property
    def adjoined(self) -> list[int]:
        """The carried values that have adjoints."""
        return [
            position
            for position in range(self.facts.carried)
            if Activity.ACTIVE
            in (
                self.iteration.arguments[1 + position],
                self.iteration.results[position],
                self.results[position],
            )
        ]


class LoopArguments:
    """The arguments of one of the functions of a loop."""

    def __init__(self, loop: ReversedLoop, given: Values):
        """`given`: the arguments of the outlined loop, each followed by its shadow if it is duplicated."""
        self.loop = loop
        self.given = list(given)
        self._primals: list[SSAValue] = []
        self._shadows: dict[int, SSAValue] = {}
        values = iter(given)
        for index, one in enumerate(loop.arguments):
            self._primals.append(next(values))
            if one.is_duplicated:
                self._shadows[index] = next(values)
        facts = loop.facts
        first = BOUNDS + facts.carried + facts.captured
        extents = self._primals[first:]
        self.memory = list(zip(extents[::2], extents[1::2], strict=True))
        """The pieces of memory and their sizes."""

    def primal(self, index: int) -> SSAValue:
        """An argument of the outlined loop."""
        return self._primals[index]

    def carried(self, position: int) -> SSAValue:
        """What a carried value is at first."""
        return self._primals[BOUNDS + position]

    def of_step(self, position: int) -> SSAValue:
        """What an argument of the iteration is, at first, but for the number of the iteration."""
        return self._primals[BOUNDS - 1 + position]

    def _shadow(self, index: int) -> SSAValue:
        return self._shadows.get(index, self._primals[index])

    def trip_count(self, emit: Emitter) -> SSAValue:
        """The number of iterations."""
        return emit.constant(count(emit, *map(emit.to_i64, self._primals[:BOUNDS])))

    def initial_state(self) -> list[SSAValue]:
        """The carried values, then their shadows."""
        facts = self.loop.facts
        return [
            *self._primals[BOUNDS : BOUNDS + facts.carried],
            *(self._shadow(BOUNDS + position) for position in self.loop.shadowed),
        ]

    def step_operands(
        self, emit: Emitter, number: Amount, state: Values, *, with_shadows: bool
    ) -> list[SSAValue]:
        """What the function of iteration `number` is given."""
        facts, iteration = self.loop.facts, self.loop.iteration
        lower, by = (emit.to_i64(self._primals[index]) for index in (0, 2))
        induction = emit.add(lower, emit.multiply(number, by))
        captured = range(1 + facts.carried, 1 + facts.carried + facts.captured)
        primals = [
            emit.from_i64(induction, self._primals[0].type),
            *state[: facts.carried],
            *map(self.of_step, captured),
        ]
        carried = zip(self.loop.shadowed, state[facts.carried :], strict=with_shadows)
        shadows = {1 + position: shadow for position, shadow in carried}
        operands: list[SSAValue] = []
        for position, (value, one) in enumerate(zip(primals, iteration.arguments, strict=True)):
            operands.append(value)
            if with_shadows and one.is_duplicated:
                operands.append(shadows.get(position) or self._shadow(BOUNDS - 1 + position))
        return operands

    def zero_adjoint(self, emit: Emitter, like: SSAValue) -> SSAValue:
        """A zero adjoint of a value of the primal."""
        return floats.zero(emit.builder, self.loop.adjoint_type(like.type))
