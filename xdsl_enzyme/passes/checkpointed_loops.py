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

from collections.abc import Sequence
from functools import reduce

from xdsl.dialects import func, scf
from xdsl.dialects.builtin import ModuleOp, i8, i64
from xdsl.ir import SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.dialects.enzyme import Activity, PopOp, PushOp
from xdsl_enzyme.passes.cache_memory import MALLOC_ALIGNMENT, Amount, Emitter, pointer
from xdsl_enzyme.passes.checkpoint_storage import Checkpoints, copy_memory
from xdsl_enzyme.passes.checkpointed_loop_arguments import BOUNDS, LoopArguments, ReversedLoop
from xdsl_enzyme.passes.loop_emitter import (
    Values,
    call,
    choice,
    counted,
    private_function,
    while_below,
    while_true,
)
from xdsl_enzyme.passes.revolve import revolve_function
from xdsl_enzyme.passes.shared_caches import SplitPair, View, set_signature
from xdsl_enzyme.passes.symbol_names import unused_name
from xdsl_enzyme.rules import floats


def reverse_with_checkpoints(module: ModuleOp, loop: ReversedLoop, pair: SplitPair) -> None:
    """
    Fill in the two sweeps of an outlined loop. The first holds the loop, and has shadows among its arguments already; the second is
    still empty.
    """
    augmented, reverse = pair.halves
    into = reverse.body.block
    given = list(augmented.body.block.args)
    visible = [into.insert_arg(argument.type, len(into.args)) for argument in given]
    outputs = augmented.function_type.outputs.data
    seeds = [
        into.insert_arg(loop.adjoint_type(type), len(into.args))
        for type, one in zip(outputs, loop.results, strict=True)
        if one is Activity.ACTIVE
    ]
    shadow_types = [
        loop.adjoint_type(type)
        for type, one in zip(outputs, loop.results, strict=True)
        if one.is_duplicated
    ]
    set_signature(augmented, [*outputs, *shadow_types])
    arguments = LoopArguments(loop, given)
    active = [
        arguments.primal(index)
        for index, one in enumerate(loop.arguments)
        if one is Activity.ACTIVE
    ]
    set_signature(reverse, [loop.adjoint_type(argument.type) for argument in active])
    storage = pair.new(pointer)
    reversal = _CheckpointedReversal(module, loop)
    reversal.build_augmented(augmented, arguments, storage)
    reversal.build_reverse(reverse, LoopArguments(loop, visible), seeds, storage)


class _CheckpointedReversal:
    """Builds the two sweeps of one outlined loop."""

    def __init__(self, module: ModuleOp, loop: ReversedLoop):
        self.module = module
        self.loop = loop

    # The forward sweep

    def build_augmented(
        self, augmented: func.FuncOp, arguments: LoopArguments, storage: View
    ) -> None:
        """Fill in the forward sweep, a function with the loop."""
        block = augmented.body.block
        last = terminator(block)
        loop = last.prev_op
        assert isinstance(loop, scf.ForOp | scf.WhileOp)
        emit = Emitter(InsertPoint.before(loop), loop.location)
        self.advance = self._advance_function(augmented, arguments)
        trips = arguments.trip_count(emit)
        checkpoints = Checkpoints.allocate(self.module, emit, arguments, trips)
        state = arguments.initial_state()
        checkpoints.save(emit, emit.constant(0), emit.constant(0), state)
        if self.loop.facts.is_while:
            trips = self._count(emit, arguments)
            checkpoints.restore(emit, 0)
        emit.store(trips, emit.element(checkpoints.base, i64, 2))
        emit.store(emit.constant(1), checkpoints.base)
        checkpoints.copy_entry(emit, to_storage=True)
        state = call(
            emit,
            self.advance,
            [emit.constant(0), trips, checkpoints.base, *arguments.given, *state],
        )
        carried = self.loop.facts.carried
        shadows = dict(zip(self.loop.shadowed, state[carried:], strict=True))
        for result, value in zip(loop.results, state, strict=False):
            result.replace_all_uses_with(value)
        loop.detach()
        loop.erase()
        last.operands = [
            *state[:carried],
            *(
                shadows.get(position, state[position])
                for position, one in enumerate(self.loop.results)
                if one.is_duplicated
            ),
        ]
        Emitter(InsertPoint.before(last)).insert(PushOp(storage[0], checkpoints.base))

    def _count(self, emit: Emitter, arguments: LoopArguments) -> SSAValue:
        """How often a while loop runs. It leaves memory as the loop does."""

        def iteration(inner: Emitter, carried: Values) -> tuple[SSAValue, Values]:
            number, *state = carried
            operands = arguments.step_operands(inner, number, state, with_shadows=False)
            *following, goes_on = call(inner, self.loop.iteration.step, operands)
            return goes_on, [inner.constant(inner.add(number, 1)), *following]

        state = arguments.initial_state()[: self.loop.facts.carried]
        return while_true(emit, [emit.constant(0), *state], iteration)[0]

    def _advance_function(self, augmented: func.FuncOp, arguments: LoopArguments) -> func.FuncOp:
        """From one iteration to a later one, with new checkpoints on the way."""
        state = arguments.initial_state()
        given = [value.type for value in arguments.given]
        inputs = [i64, i64, pointer, *given, *(value.type for value in state)]
        location = augmented.location

        def body(emit: Emitter, values: Values) -> Values:
            emit.location = location
            start, goal, storage, *rest = values
            inner = LoopArguments(self.loop, rest[: len(given)])
            checkpoints = Checkpoints(emit, storage, inner)

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

    def _step(
        self, emit: Emitter, arguments: LoopArguments, number: Amount, state: Values
    ) -> Values:
        """The state after an iteration."""
        operands = arguments.step_operands(
            emit, number, state, with_shadows=self.loop.iteration.hands_on_shadows
        )
        results = call(emit, self.loop.iteration.advance, operands)
        carried = self.loop.facts.carried
        duplicated = [p for p, one in enumerate(self.loop.iteration.results) if one.is_duplicated]
        behind = len(self.loop.iteration.results)
        shadows = dict(zip(duplicated, results[behind:], strict=False))
        return [
            *results[:carried],
            *(shadows.get(position, results[position]) for position in self.loop.shadowed),
        ]

    # The reverse sweep

    def build_reverse(
        self, reverse: func.FuncOp, arguments: LoopArguments, seeds: Values, storage: View
    ) -> None:
        """Fill in the reverse sweep. `arguments` are like those of the forward sweep."""
        emit = Emitter(InsertPoint.at_end(reverse.body.block), reverse.location)
        pop = PopOp(storage[1])
        emit.insert(pop)
        checkpoints = Checkpoints(emit, pop.value, arguments)
        trips = emit.load(emit.element(checkpoints.base, i64, 2), i64)
        arrival = self._save_arrival(emit, arguments)
        checkpoints.copy_entry(emit, to_storage=False)
        captured = [
            position
            for position, one in enumerate(self.loop.iteration.arguments)
            if position > self.loop.facts.carried and one is Activity.ACTIVE
        ]
        of_results = dict(
            zip(
                (p for p, one in enumerate(self.loop.results) if one is Activity.ACTIVE),
                seeds,
                strict=True,
            )
        )
        initial = [
            of_results.get(position) or arguments.zero_adjoint(emit, arguments.carried(position))
            for position in self.loop.adjoined
        ]
        initial += [
            arguments.zero_adjoint(emit, arguments.of_step(position)) for position in captured
        ]

        def body(emit: Emitter, number: SSAValue, adjoints: Values) -> Values:
            goal = emit.constant(emit.subtract(emit.subtract(trips, number), 1))
            slot = emit.subtract(emit.load(checkpoints.base, i64), 1)
            at, state = checkpoints.restore(emit, slot)
            state = call(emit, self.advance, [at, goal, checkpoints.base, *arguments.given, *state])
            slot = emit.subtract(emit.load(checkpoints.base, i64), 1)
            is_used_up = emit.compare("eq", checkpoints.number(emit, slot), goal)
            left = emit.select(is_used_up, slot, emit.add(slot, 1))
            emit.store(left, checkpoints.base)
            return self._reverse_step(emit, arguments, goal, state, adjoints, captured)

        final = counted(emit, trips, initial, body)
        self._restore_arrival(emit, arguments, arrival)
        emit.release(self.module, checkpoints.base)
        totals = dict(zip([*(1 + p for p in self.loop.adjoined), *captured], final, strict=True))
        adjoints: list[SSAValue] = []
        for index, one in enumerate(self.loop.arguments):
            if one is Activity.ACTIVE:
                # Argument `index` of the loop is argument `index - 2` of its iteration.
                total = totals.get(index - BOUNDS + 1)
                adjoints.append(total or arguments.zero_adjoint(emit, arguments.primal(index)))
        emit.insert(func.ReturnOp(*adjoints))

    def _reverse_step(
        self,
        emit: Emitter,
        arguments: LoopArguments,
        number: SSAValue,
        state: Values,
        adjoints: Values,
        captured: Sequence[int],
    ) -> Values:
        """The adjoints before an iteration, from those behind it."""
        carried = dict(zip(self.loop.adjoined, adjoints, strict=False))
        totals = dict(zip(captured, adjoints[len(self.loop.adjoined) :], strict=True))
        operands = arguments.step_operands(emit, number, state, with_shadows=True)
        operands += [
            carried[position]
            for position, one in enumerate(self.loop.iteration.results)
            if one is Activity.ACTIVE
        ]
        results = call(emit, self.loop.iteration.gradient, operands)
        active = [
            p for p, one in enumerate(self.loop.iteration.arguments) if one is Activity.ACTIVE
        ]
        new = dict(zip(active, results, strict=True))
        following: list[SSAValue] = []
        for position in self.loop.adjoined:
            adjoint = new.get(1 + position)
            following.append(adjoint or arguments.zero_adjoint(emit, arguments.carried(position)))
        for position in captured:
            total = floats.add(emit.builder, totals[position], new[position])
            assert total is not None
            following.append(total)
        return following

    def _save_arrival(self, emit: Emitter, arguments: LoopArguments) -> SSAValue | None:
        """A copy of all memory that the reverse sweep changes."""
        if not arguments.memory:
            return None
        sizes = [emit.round_up(size, MALLOC_ALIGNMENT) for _, size in arguments.memory]
        copy = emit.allocate(self.module, "malloc", [reduce(emit.add, sizes, 1)])
        self._copy_arrival(emit, arguments, copy, to_copy=True)
        return copy

    def _restore_arrival(
        self, emit: Emitter, arguments: LoopArguments, copy: SSAValue | None
    ) -> None:
        if copy is not None:
            self._copy_arrival(emit, arguments, copy, to_copy=False)
            emit.release(self.module, copy)

    @staticmethod
    def _copy_arrival(
        emit: Emitter, arguments: LoopArguments, copy: SSAValue, *, to_copy: bool
    ) -> None:
        at: Amount = 0
        for address, size in arguments.memory:
            copy_memory(emit, emit.element(copy, i8, at), address, size, forwards=to_copy)
            at = emit.add(at, emit.round_up(size, MALLOC_ALIGNMENT))
