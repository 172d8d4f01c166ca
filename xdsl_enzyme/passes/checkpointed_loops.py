"""The forward and the reverse sweep of a loop with checkpoints: binomial checkpointing.

On structured form, for a function that `outline_checkpoints` has made of a loop. `@f.loop.advance` runs iterations up to a given one, and leaves
checkpoints on its way where `@enzyme.revolve` says::

    @f.loop.augmented:  %storage = malloc; save the begin as the first checkpoint
                        %r = call @f.loop.advance(0, %n, …)

    @f.loop.reverse:    for %k = %n - 1 … 0:
                          restore the last checkpoint, of iteration %c
                          %v = call @f.loop.advance(%c, %k, …)
                          if the last checkpoint is of iteration %k, it is not needed any more
                          %dv = call @f.step.gradient(%k, %v, …, %dv)
                        free(%storage)

A checkpoint is what the iterations hand on, and the memory that they read and write. What comes after the loop is a last step of the chain, so that n iterations are
reversed with the forward steps that Revolve needs for n + 1; each is run once more by its gradient. What the memory holds when the reverse sweep arrives is put back
at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate

from xdsl.dialects import func, math, scf
from xdsl.dialects.builtin import ModuleOp, i8, i64
from xdsl.ir import Attribute, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.layout import align_up, alignment_of, size_of
from xdsl_enzyme.analyses.loop_memory import Role
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.dialects.enzyme import Activity, PopOp, PushOp
from xdsl_enzyme.dialects.llvm_extra import MemcpyOp
from xdsl_enzyme.passes.cache_memory import MALLOC_ALIGNMENT, Amount, Emitter, pointer, stored_type
from xdsl_enzyme.passes.loop_emitter import (
    Values,
    call,
    choice,
    counted,
    private_function,
    while_below,
    while_true,
)
from xdsl_enzyme.passes.memory_extents import count
from xdsl_enzyme.passes.outline_checkpoints import CheckpointedLoop
from xdsl_enzyme.passes.revolve import revolve_function
from xdsl_enzyme.passes.shared_caches import View
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.rules import floats

Activities = tuple[Activity, ...]

_BOUNDS = 3
"""The first arguments of an outlined loop: lower bound, upper bound, step."""
_HEADER = 32
"""Bytes at the begin of the storage: the number of checkpoints that there are, and that may be; the number of iterations."""

_UNKNOWN_LENGTH = 20
"""How many checkpoints a while loop has that does not say how many."""


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


class CheckpointedReversal:
    """Builds the two sweeps of one outlined loop."""

    def __init__(
        self,
        module: ModuleOp,
        facts: CheckpointedLoop,
        arguments: Activities,
        results: Activities,
        iteration: Iteration,
        adjoint_type: Callable[[Attribute], Attribute],
    ):
        """`arguments`, `results`: the activities of the outlined loop."""
        self.adjoint_type = adjoint_type
        self.module = module
        self.facts = facts
        self.arguments = arguments
        self.results = results
        self.iteration = iteration
        carried = range(facts.carried)
        self.shadowed = [
            position
            for position in carried
            if iteration.arguments[1 + position].is_duplicated
            or iteration.results[position].is_duplicated
        ]
        """The carried values that come with a shadow."""
        self.adjoined = [
            position
            for position in carried
            if Activity.ACTIVE
            in (
                iteration.arguments[1 + position],
                iteration.results[position],
                results[position],
            )
        ]
        """The carried values that have adjoints."""

    # The forward sweep

    def build_augmented(self, augmented: func.FuncOp, given: Values, storage: View) -> None:
        """Fill in the forward sweep, a function with the loop. `given` are its arguments, shadows included."""
        block = augmented.body.block
        last = terminator(block)
        loop = last.prev_op
        assert isinstance(loop, scf.ForOp | scf.WhileOp)
        emit = Emitter(InsertPoint.before(loop), loop.location)
        frame = _Frame(self, given)
        self.advance = self._advance_function(augmented, frame)
        trips = frame.trip_count(emit)
        checkpoints = _Checkpoints.allocate(self, emit, frame, trips)
        state = frame.initial_state()
        checkpoints.save(emit, emit.constant(0), emit.constant(0), state)
        if self.facts.is_while:
            trips = self._count(emit, frame)
            checkpoints.restore(emit, 0)
        emit.store(trips, emit.element(checkpoints.base, i64, 2))
        emit.store(emit.constant(1), checkpoints.base)
        checkpoints.copy_entry(emit, to_storage=True)
        state = call(
            emit, self.advance, [emit.constant(0), trips, checkpoints.base, *frame.given, *state]
        )
        carried = self.facts.carried
        shadows = dict(zip(self.shadowed, state[carried:], strict=True))
        for result, value in zip(loop.results, state, strict=False):
            result.replace_all_uses_with(value)
        loop.detach()
        loop.erase()
        last.operands = [
            *state[:carried],
            *(
                shadows.get(position, state[position])
                for position, one in enumerate(self.results)
                if one.is_duplicated
            ),
        ]
        Emitter(InsertPoint.before(last)).insert(PushOp(storage[0], checkpoints.base))

    def _count(self, emit: Emitter, frame: _Frame) -> SSAValue:
        """How often a while loop runs. It leaves memory as the loop does."""

        def iteration(inner: Emitter, carried: Values) -> tuple[SSAValue, Values]:
            number, *state = carried
            operands = frame.step_operands(inner, number, state, with_shadows=False)
            *following, goes_on = call(inner, self.iteration.step, operands)
            return goes_on, [inner.constant(inner.add(number, 1)), *following]

        state = frame.initial_state()[: self.facts.carried]
        return while_true(emit, [emit.constant(0), *state], iteration)[0]

    def _advance_function(self, augmented: func.FuncOp, frame: _Frame) -> func.FuncOp:
        """From one iteration to a later one, with new checkpoints on the way."""
        state = frame.initial_state()
        given = [value.type for value in frame.given]
        inputs = [i64, i64, pointer, *given, *(value.type for value in state)]
        location = augmented.location

        def body(emit: Emitter, arguments: Values) -> Values:
            emit.location = location
            start, goal, storage, *rest = arguments
            inner = _Frame(self, rest[: len(given)])
            checkpoints = _Checkpoints(self, emit, storage, inner)

            def leg(emit: Emitter, carried: Values) -> Values:
                at, *state = carried
                there = emit.load(storage, i64)
                free = emit.constant(emit.subtract(checkpoints.limit(emit), there))
                left = emit.subtract(goal, at)
                [distance] = choice(
                    emit,
                    emit.compare("sgt", free, 0),
                    [i64],
                    lambda then: call(
                        then,
                        revolve_function(self.module),
                        [then.constant(then.add(left, 1)), then.constant(then.add(free, 1))],
                    ),
                    lambda _: [emit.constant(left)],
                )
                state = counted(
                    emit,
                    distance,
                    state,
                    lambda body, number, state: self._step(
                        body, inner, body.add(at, number), state
                    ),
                )
                reached = emit.constant(emit.add(at, distance))

                def save(then: Emitter) -> None:
                    checkpoints.save(then, there, reached, state)
                    then.store(then.constant(then.add(there, 1)), storage)

                emit.when(emit.compare("slt", reached, goal), save)
                return [reached, *state]

            return while_below(emit, goal, [start, *rest[len(given) :]], leg)[1:]

        base = augmented.sym_name.data.removesuffix(".augmented")
        name = unused_name(self.module, f"{base}.advance")
        function = private_function(name, inputs, body)
        function.location = location
        self.module.body.block.insert_op_after(function, augmented)
        return function

    def _step(self, emit: Emitter, frame: _Frame, number: Amount, state: Values) -> Values:
        """The state after an iteration."""
        operands = frame.step_operands(
            emit, number, state, with_shadows=self.iteration.hands_on_shadows
        )
        results = call(emit, self.iteration.advance, operands)
        carried = self.facts.carried
        duplicated = [p for p, one in enumerate(self.iteration.results) if one.is_duplicated]
        behind = len(self.iteration.results)
        shadows = dict(zip(duplicated, results[behind:], strict=False))
        return [
            *results[:carried],
            *(shadows.get(position, results[position]) for position in self.shadowed),
        ]

    # The reverse sweep

    def build_reverse(
        self, reverse: func.FuncOp, given: Values, seeds: Values, storage: View
    ) -> None:
        """Fill in the reverse sweep. `given` are its arguments that are like those of the forward sweep."""
        emit = Emitter(InsertPoint.at_end(reverse.body.block), reverse.location)
        frame = _Frame(self, given)
        pop = PopOp(storage[1])
        emit.insert(pop)
        checkpoints = _Checkpoints(self, emit, pop.value, frame)
        trips = emit.load(emit.element(checkpoints.base, i64, 2), i64)
        arrival = self._save_arrival(emit, frame)
        checkpoints.copy_entry(emit, to_storage=False)
        captured = [
            position
            for position, one in enumerate(self.iteration.arguments)
            if position > self.facts.carried and one is Activity.ACTIVE
        ]
        of_results = dict(
            zip(
                (p for p, one in enumerate(self.results) if one is Activity.ACTIVE),
                seeds,
                strict=True,
            )
        )
        initial = [
            of_results.get(position) or frame.zero_adjoint(emit, frame.carried(position))
            for position in self.adjoined
        ]
        initial += [frame.zero_adjoint(emit, frame.of_step(position)) for position in captured]

        def body(emit: Emitter, number: SSAValue, adjoints: Values) -> Values:
            goal = emit.constant(emit.subtract(emit.subtract(trips, number), 1))
            slot = emit.subtract(emit.load(checkpoints.base, i64), 1)
            at, state = checkpoints.restore(emit, slot)
            state = call(emit, self.advance, [at, goal, checkpoints.base, *frame.given, *state])
            slot = emit.subtract(emit.load(checkpoints.base, i64), 1)
            is_used_up = emit.compare("eq", checkpoints.number(emit, slot), goal)
            left = emit.select(is_used_up, slot, emit.add(slot, 1))
            emit.store(left, checkpoints.base)
            return self._reverse_step(emit, frame, goal, state, adjoints, captured)

        final = counted(emit, trips, initial, body)
        self._restore_arrival(emit, frame, arrival)
        emit.release(self.module, checkpoints.base)
        totals = dict(zip([*(1 + p for p in self.adjoined), *captured], final, strict=True))
        adjoints: list[SSAValue] = []
        for index, one in enumerate(self.arguments):
            if one is Activity.ACTIVE:
                # Argument `index` of the loop is argument `index - 2` of its iteration.
                total = totals.get(index - _BOUNDS + 1)
                adjoints.append(total or frame.zero_adjoint(emit, frame.primal(index)))
        emit.insert(func.ReturnOp(*adjoints))

    def _reverse_step(
        self,
        emit: Emitter,
        frame: _Frame,
        number: SSAValue,
        state: Values,
        adjoints: Values,
        captured: Sequence[int],
    ) -> Values:
        """The adjoints before an iteration, from those behind it."""
        carried = dict(zip(self.adjoined, adjoints, strict=False))
        totals = dict(zip(captured, adjoints[len(self.adjoined) :], strict=True))
        operands = frame.step_operands(emit, number, state, with_shadows=True)
        operands += [
            carried[position]
            for position, one in enumerate(self.iteration.results)
            if one is Activity.ACTIVE
        ]
        results = call(emit, self.iteration.gradient, operands)
        active = [p for p, one in enumerate(self.iteration.arguments) if one is Activity.ACTIVE]
        new = dict(zip(active, results, strict=True))
        following: list[SSAValue] = []
        for position in self.adjoined:
            adjoint = new.get(1 + position)
            following.append(adjoint or frame.zero_adjoint(emit, frame.carried(position)))
        for position in captured:
            total = floats.add(emit.builder, totals[position], new[position])
            assert total is not None
            following.append(total)
        return following

    def _save_arrival(self, emit: Emitter, frame: _Frame) -> SSAValue | None:
        """A copy of all memory that the reverse sweep changes."""
        if not frame.memory:
            return None
        sizes = [emit.round_up(size, MALLOC_ALIGNMENT) for _, size in frame.memory]
        copy = emit.allocate(self.module, "malloc", [reduce(emit.add, sizes, 1)])
        self._copy_arrival(emit, frame, copy, to_copy=True)
        return copy

    def _restore_arrival(self, emit: Emitter, frame: _Frame, copy: SSAValue | None) -> None:
        if copy is not None:
            self._copy_arrival(emit, frame, copy, to_copy=False)
            emit.release(self.module, copy)

    @staticmethod
    def _copy_arrival(emit: Emitter, frame: _Frame, copy: SSAValue, *, to_copy: bool) -> None:
        at: Amount = 0
        for address, size in frame.memory:
            _copy(emit, emit.element(copy, i8, at), address, size, forwards=to_copy)
            at = emit.add(at, emit.round_up(size, MALLOC_ALIGNMENT))


def _copy(
    emit: Emitter, here: SSAValue, there: SSAValue, size: SSAValue, *, forwards: bool
) -> None:
    """From `there` to `here`, or back."""
    operands = [here, there] if forwards else [there, here]
    emit.insert(MemcpyOp.create(operands=[*operands, size]))


class _Frame:
    """The arguments of one of the functions of a loop."""

    def __init__(self, reversal: CheckpointedReversal, given: Values):
        """`given`: the arguments of the outlined loop, each followed by its shadow if it is duplicated."""
        self.reversal = reversal
        self.given = list(given)
        self._primals: list[SSAValue] = []
        self._shadows: dict[int, SSAValue] = {}
        values = iter(given)
        for index, one in enumerate(reversal.arguments):
            self._primals.append(next(values))
            if one.is_duplicated:
                self._shadows[index] = next(values)
        facts = reversal.facts
        first = _BOUNDS + facts.carried + facts.captured
        extents = self._primals[first:]
        self.memory = list(zip(extents[::2], extents[1::2], strict=True))
        """The pieces of memory and their sizes."""

    def primal(self, index: int) -> SSAValue:
        """An argument of the outlined loop."""
        return self._primals[index]

    def carried(self, position: int) -> SSAValue:
        """What a carried value is at first."""
        return self._primals[_BOUNDS + position]

    def of_step(self, position: int) -> SSAValue:
        """What an argument of the iteration is, at first, but for the number of the iteration."""
        return self._primals[_BOUNDS - 1 + position]

    def _shadow(self, index: int) -> SSAValue:
        return self._shadows.get(index, self._primals[index])

    def trip_count(self, emit: Emitter) -> SSAValue:
        """The number of iterations."""
        return emit.constant(count(emit, *map(emit.to_i64, self._primals[:_BOUNDS])))

    def initial_state(self) -> list[SSAValue]:
        """The carried values, then their shadows."""
        facts = self.reversal.facts
        return [
            *self._primals[_BOUNDS : _BOUNDS + facts.carried],
            *(self._shadow(_BOUNDS + position) for position in self.reversal.shadowed),
        ]

    def step_operands(
        self, emit: Emitter, number: Amount, state: Values, *, with_shadows: bool
    ) -> list[SSAValue]:
        """What the function of iteration `number` is given."""
        facts, iteration = self.reversal.facts, self.reversal.iteration
        lower, by = (emit.to_i64(self._primals[index]) for index in (0, 2))
        induction = emit.add(lower, emit.multiply(number, by))
        captured = range(1 + facts.carried, 1 + facts.carried + facts.captured)
        primals = [
            emit.from_i64(induction, self._primals[0].type),
            *state[: facts.carried],
            *map(self.of_step, captured),
        ]
        carried = zip(self.reversal.shadowed, state[facts.carried :], strict=with_shadows)
        shadows = {1 + position: shadow for position, shadow in carried}
        operands: list[SSAValue] = []
        for position, (value, one) in enumerate(zip(primals, iteration.arguments, strict=True)):
            operands.append(value)
            if with_shadows and one.is_duplicated:
                operands.append(shadows.get(position) or self._shadow(_BOUNDS - 1 + position))
        return operands

    def zero_adjoint(self, emit: Emitter, like: SSAValue) -> SSAValue:
        """A zero adjoint of a value of the primal."""
        return floats.zero(emit.builder, self.reversal.adjoint_type(like.type))


class _Checkpoints:
    """The storage of one loop, in one of its functions."""

    def __init__(
        self, reversal: CheckpointedReversal, emit: Emitter, base: SSAValue | None, frame: _Frame
    ):
        self.frame = frame
        offset = size_of(i64)
        self._fields: list[tuple[int, Attribute]] = []
        where = terminator(reversal.iteration.step.body.block)
        for value in frame.initial_state():
            type = stored_type(value.type, where)
            offset = align_up(offset, min(alignment_of(type), MALLOC_ALIGNMENT))
            self._fields.append((offset, value.type))
            offset += size_of(type)
        memory = list(zip(reversal.facts.roles, frame.memory, strict=True))
        self._state, self._entry = (
            [one for role, one in memory if role is wanted] for wanted in (Role.STATE, Role.ENTRY)
        )
        sizes = [emit.round_up(size, MALLOC_ALIGNMENT) for _, size in self._state]
        self._places = list(accumulate(sizes, emit.add, initial=align_up(offset, MALLOC_ALIGNMENT)))
        """Where in a checkpoint each piece of memory is, and where the checkpoint ends."""
        self._base = base

    @property
    def base(self) -> SSAValue:
        """The address of the storage."""
        assert self._base is not None
        return self._base

    @staticmethod
    def allocate(
        reversal: CheckpointedReversal, emit: Emitter, frame: _Frame, trips: SSAValue
    ) -> _Checkpoints:
        """Storage for the checkpoints of a loop with so many iterations."""
        new = _Checkpoints(reversal, emit, None, frame)
        limit: Amount = reversal.facts.snapshots
        if reversal.facts.bytes:
            limit = emit.maximum(emit.divide(reversal.facts.bytes, new._places[-1]), 1)
        if reversal.facts.is_while:
            limit = _UNKNOWN_LENGTH if limit == 0 else limit
        else:
            if limit == 0:
                zeros = emit.value_of(math.CountLeadingZerosOp(trips))
                limit = emit.subtract(64, zeros)
            limit = emit.maximum(emit.minimum(limit, trips), 1)
        size = emit.add(emit.multiply(limit, new._places[-1]), _HEADER)
        for _, bytes in new._entry:
            size = emit.add(size, emit.round_up(bytes, MALLOC_ALIGNMENT))
        new._base = emit.allocate(reversal.module, "malloc", [size])
        emit.store(emit.constant(limit), emit.element(new.base, i64, 1))
        return new

    def limit(self, emit: Emitter) -> SSAValue:
        """How many checkpoints there is room for."""
        return emit.load(emit.element(self.base, i64, 1), i64)

    def _slot(self, emit: Emitter, slot: Amount) -> SSAValue:
        return emit.element(self.base, i8, emit.add(emit.multiply(slot, self._places[-1]), _HEADER))

    def number(self, emit: Emitter, slot: Amount) -> SSAValue:
        """Before which iteration a checkpoint was made."""
        return emit.load(self._slot(emit, slot), i64)

    def save(self, emit: Emitter, slot: Amount, number: SSAValue, state: Values) -> None:
        """Make a checkpoint."""
        address = self._slot(emit, slot)
        emit.store(number, address)
        for (offset, _), value in zip(self._fields, state, strict=True):
            emit.store(emit.to_stored(value), emit.element(address, i8, offset))
        self._copy_memory(emit, address, to_storage=True)

    def restore(self, emit: Emitter, slot: Amount) -> tuple[SSAValue, Values]:
        """Go back to a checkpoint: the number of its iteration, and the state before that."""
        address = self._slot(emit, slot)
        state: list[SSAValue] = []
        for offset, type in self._fields:
            where = emit.element(address, i8, offset)
            stored = emit.load(where, stored_type(type, where.owner))  # pyright: ignore[reportArgumentType]
            state.append(emit.from_stored(stored, type))
        self._copy_memory(emit, address, to_storage=False)
        return emit.load(address, i64), state

    def _copy_memory(self, emit: Emitter, address: SSAValue, *, to_storage: bool) -> None:
        for (there, size), place in zip(self._state, self._places, strict=False):
            here = emit.element(address, i8, place)
            _copy(emit, here, there, size, forwards=to_storage)

    def copy_entry(self, emit: Emitter, *, to_storage: bool) -> None:
        """Save what is overwritten after the loop, or put it back."""
        if not self._entry:
            return
        at = emit.add(emit.multiply(self.limit(emit), self._places[-1]), _HEADER)
        for there, size in self._entry:
            _copy(emit, emit.element(self.base, i8, at), there, size, forwards=to_storage)
            at = emit.add(at, emit.round_up(size, MALLOC_ALIGNMENT))
