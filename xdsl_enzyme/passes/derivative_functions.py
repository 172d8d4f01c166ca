"""Makes derivative functions, once per function and activity, and calls to them.

On structured form. `@f` with arguments of given activities has up to three derivatives:

* `@f.forward`: forward mode, which `forward_functions` makes.
* `@f.gradient`: forward and reverse sweep in one function, with the signature of `enzyme.autodiff`.
* `@f.augmented`, `@f.reverse`: the two sweeps apart, for calls inside a function that is differentiated. The first returns
  the results of `@f`, then the shadows of pointers among them; the second takes the arguments again, then the adjoints
  of the active float results, and returns the adjoints of the active float arguments.
"""

from __future__ import annotations

from collections.abc import Sequence

from xdsl.dialects import func
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation, Region, SSAValue

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.cache_pairs import REVERSES, reverses
from xdsl_enzyme.analyses.differing_values import DifferingValues
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.checkpointed_loop_arguments import Iteration, ReversedLoop
from xdsl_enzyme.passes.checkpointed_loops import reverse_with_checkpoints
from xdsl_enzyme.passes.derivative_arguments import Activities, activities_of, call_like
from xdsl_enzyme.passes.derivative_context import DerivativeContext, Settings
from xdsl_enzyme.passes.forward_functions import ForwardFunctions, call_forward_function
from xdsl_enzyme.passes.forward_walk import ForwardWalk
from xdsl_enzyme.passes.outline_checkpoints import CheckpointedLoop
from xdsl_enzyme.passes.parallel_loops import never_parallel, stays_parallel_in_reverse
from xdsl_enzyme.passes.reverse_sweep import ReverseSweep
from xdsl_enzyme.passes.separate_directions import SeparateDirections
from xdsl_enzyme.passes.shared_caches import (
    CacheOwner,
    CacheTables,
    LocalCaches,
    SplitPair,
    set_signature,
)
from xdsl_enzyme.passes.split_reallocations import split_reallocations
from xdsl_enzyme.passes.symbol_names import unused_name


class DerivativeFunctions:
    """The derivative functions of a module, made when they are asked for."""

    def __init__(self, module: ModuleOp, settings: Settings):
        self.context = DerivativeContext(module, settings)
        self.forward_functions = ForwardFunctions(self.context)
        self._functions: dict[tuple[str, str, Activities, Activities, int], func.FuncOp] = {}
        self._pairs: dict[tuple[str, Activities, Activities, int], SplitPair] = {}
        self._directions: dict[tuple[int | func.FuncOp, ...], SeparateDirections] = {}
        self._tables = CacheTables() if settings.uses_tables else None
        self._in_progress: list[SplitPair] = []
        self._split_calls: dict[Operation, tuple[SplitPair, Activities, Activities]] = {}

    # Reverse mode, both sweeps in one function

    def gradient(
        self,
        function: func.FuncOp,
        arguments: Activities,
        results: Activities,
        width: int = 1,
        *,
        called: bool = False,
    ) -> func.FuncOp:
        """`@f.gradient`, as a derivative that is asked for or for use in one (`called`)."""
        key = (
            f"gradient{' of a call' * called}",
            function.sym_name.data,
            arguments,
            results,
            width,
        )
        if key in self._functions:
            return self._functions[key]
        clone = self._functions[key] = self.context.copies.clone(
            function, "gradient", width, stays_parallel_in_reverse
        )
        self.context.copies.prepare_reversal(clone, is_called=False)
        block = clone.body.block
        primals = list(block.args)
        activity = self._activity_for_reversal(clone, arguments, results, called=called)
        caches = LocalCaches(block)
        primal = self.context.ops_of(clone)
        walk = self._forward_sweep(activity, clone, arguments, caches, width)
        walk.walk(block)
        last = terminator(block)
        returned = list(last.operands)
        sweep = self._sweep(activity, walk, caches, visible=None)
        sweep.begin(block, block, last)
        seeds: list[SSAValue] = []
        for value, one in zip(returned, results, strict=True):
            if one in (Activity.ACTIVE, Activity.ACTIVENONEED):
                type = sweep.adjoint_type(value.type)
                seeds.append(block.insert_arg(type, len(block.args)))
                sweep.accumulate(value, seeds[-1])
        sweep.run()
        caches.free_all(before=last)
        needed = [value for value, one in zip(returned, results, strict=True) if one.is_needed]
        active = [a for a, one in zip(primals, arguments, strict=True) if one is Activity.ACTIVE]
        last.operands = [*needed, *(_adjoint_or_zero(sweep, argument) for argument in active)]
        set_signature(clone, [value.type for value in last.operands])
        self.context.note(clone, walk, len(needed), primal, differing=seeds)
        self.context.memory.forget(clone)
        return clone

    # Several directions

    def in_directions(self, width: int, functions: Sequence[func.FuncOp]) -> SeparateDirections:
        """Makes versions for several directions of derivative functions, and of what they call."""
        key = (width, *functions)
        if key not in self._directions:
            views = {half: pair.views for pair in self._pairs.values() for half in pair.halves}
            values = DifferingValues(self.context.made, lambda half: views.get(half, ()))
            for function in functions:
                values.visit(function)
            self._directions[key] = SeparateDirections(values, self.context.shadow_globals, width)
        return self._directions[key]

    # Reverse mode, the sweeps apart

    def split(
        self, function: func.FuncOp, arguments: Activities, results: Activities, width: int = 1
    ) -> SplitPair:
        """`@f.augmented` and `@f.reverse`. If they are being made, the pair is not complete yet."""
        key = (function.sym_name.data, arguments, results, width)
        if key not in self._pairs:
            if (facts := CheckpointedLoop.of(function)) is not None:
                self._make_checkpointed_pair(key, function, facts)
            else:
                self._make_pair(key, function)
        return self._pairs[key]

    def _begin_pair(
        self, key: tuple[str, Activities, Activities, int], function: func.FuncOp
    ) -> SplitPair:
        augmented = self.context.copies.clone(function, "augmented", key[3], never_parallel)
        name = unused_name(self.context.module, f"{function.sym_name.data}.reverse")
        reverse = func.FuncOp(name, ((), ()), Region(Block()))
        self.context.copies.insert(reverse, after=augmented)
        pair = self._pairs[key] = SplitPair(augmented, reverse, self._tables)
        self._in_progress.append(pair)
        return pair

    def _make_pair(
        self, key: tuple[str, Activities, Activities, int], function: func.FuncOp
    ) -> None:
        _, arguments, results, width = key
        pair = self._begin_pair(key, function)
        augmented, reverse = pair.halves
        self.context.copies.prepare_reversal(augmented, is_called=True)
        activity = self._activity_for_reversal(augmented, arguments, results, called=True)
        block, into = augmented.body.block, reverse.body.block
        primals = list(block.args)
        last = terminator(block)
        outputs = augmented.function_type.outputs.data
        shadowed = [
            i for i, one in enumerate(results) if one.is_active and holds_pointers(outputs[i])
        ]
        floats_returned = [
            i for i, one in enumerate(results) if one.is_active and i not in shadowed
        ]

        primal = self.context.ops_of(augmented)
        walk = self._forward_sweep(activity, augmented, arguments, pair, width)
        own = len(block.args)
        visible: dict[SSAValue, SSAValue] = {}
        for argument in block.args:
            visible[argument] = into.insert_arg(argument.type, len(into.args))
        reverse.attributes[REVERSES] = reverses(augmented, own)
        seeds = [
            into.insert_arg(walk.tangent_type(outputs[i]), len(into.args)) for i in floats_returned
        ]
        own_reverse = len(into.args)
        # Before the walk: a recursive call needs to know the signatures.
        active = [a for a, one in zip(primals, arguments, strict=True) if one is Activity.ACTIVE]
        shadow_types = [walk.tangent_type(outputs[i]) for i in shadowed]
        set_signature(augmented, [*outputs, *shadow_types])
        set_signature(reverse, [walk.tangent_type(argument.type) for argument in active])

        walk.walk(block)
        last.operands = [
            *last.operands,
            *(walk.tangent_or_zero(last.operands[i]) for i in shadowed),
        ]
        sweep = self._sweep(activity, walk, pair, visible)
        sweep.begin(block, into, None)
        for i, seed in zip(floats_returned, seeds, strict=True):
            sweep.accumulate(last.operands[i], seed)
        sweep.run()
        adjoints = [_adjoint_or_zero(sweep, argument) for argument in active]
        into.add_op(func.ReturnOp(*adjoints))
        self._finish(pair)
        shadows = self.context.note(augmented, walk, len(outputs), primal, own=own)
        differing = [*(visible[one] for one in shadows), *seeds]
        self.context.note(reverse, walk, 0, differing=differing, own=own_reverse)
        for half in pair.halves:
            self.context.memory.forget(half)

    def _make_checkpointed_pair(
        self,
        key: tuple[str, Activities, Activities, int],
        function: func.FuncOp,
        facts: CheckpointedLoop,
    ) -> None:
        """The pair of an outlined loop, whose iterations have functions of their own."""
        _, arguments, results, width = key
        if self.context.settings.separate:
            raise DifferentiationError(
                "cannot reverse this loop with checkpoints",
                where=function,
                why="its derivatives are wanted for several directions with memory of their own",
                hint="leave out the checkpoints of this loop",
            )
        pair = self._begin_pair(key, function)
        augmented = pair.augmented
        activity = self.context.activity(augmented, arguments, results, called=True)
        call = next(op for op in walk_regions(augmented) if isinstance(op, func.CallOp))
        iteration = self._iteration(
            self.context.callee(call),
            activities_of(activity, call.arguments, Activity.ACTIVE),
            activities_of(activity, call.results, Activity.ACTIVE),
            width,
        )
        walk = self._forward_sweep(activity, augmented, arguments, pair, width)
        loop = ReversedLoop(facts, arguments, results, iteration, walk.tangent_type)
        reverse_with_checkpoints(self.context.module, loop, pair)
        self._finish(pair)
        for half in pair.halves:
            self.context.memory.forget(half)

    def _iteration(
        self, step: func.FuncOp, arguments: Activities, results: Activities, width: int
    ) -> Iteration:
        """What runs and reverses one iteration of an outlined loop."""
        no_need = {
            Activity.ACTIVE: Activity.ACTIVENONEED,
            Activity.DUP: Activity.DUPNONEED,
            Activity.CONST: Activity.CONSTNONEED,
        }
        seeded = tuple(no_need[one] for one in results)
        gradient = self.gradient(step, arguments, seeded, width, called=True)
        hands_on_shadows = any(one.is_duplicated for one in results)
        advance = step
        if hands_on_shadows:
            advance = self.forward_functions.advance(step, arguments, results, width)
        return Iteration(step, arguments, results, advance, hands_on_shadows, gradient)

    def _finish(self, pair: SplitPair) -> None:
        self._in_progress.remove(pair)
        if all(other.group is not pair.group for other in self._in_progress):
            pair.group.close()

    def _join_group(self, pair: SplitPair) -> None:
        """All pairs in progress since the first of `pair`'s group call each other."""
        members = [other.group is pair.group for other in self._in_progress]
        for other in self._in_progress[members.index(True) :]:
            pair.group.absorb(other.group)

    def _call_augmented(self, walk: ForwardWalk, op: func.CallOp, caches: CacheOwner) -> None:
        callee = self.context.callee(op)
        arguments = activities_of(walk.activity, op.arguments, Activity.ACTIVE)
        results = activities_of(walk.activity, op.results, Activity.ACTIVE)
        pair = self.split(callee, arguments, results, walk.width)
        handed_on = [one.is_duplicated for one in results]
        new = call_forward_function(walk, op, pair.augmented, arguments, handed_on)
        self._hand_down(new, pair, caches, 0)
        self._split_calls[new] = (pair, arguments, results)

    def _call_reverse(self, sweep: ReverseSweep, op: func.CallOp, caches: CacheOwner) -> None:
        if op not in self._split_calls:
            return
        pair, arguments, results = self._split_calls[op]
        given = iter(op.arguments)
        operands: list[SSAValue] = []
        active: list[SSAValue] = []
        for one in arguments:
            argument = next(given)
            operands.append(sweep.primal(argument))
            if one.is_duplicated:
                operands.append(sweep.primal(next(given)))
            elif one.is_active:
                active.append(argument)
        for result, one in zip(op.results, results, strict=False):
            if one is Activity.ACTIVE:
                adjoint = sweep.take_adjoint(result)
                operands.append(adjoint or sweep.zero_adjoint(result))
        new = call_like(op, pair.reverse, operands)
        self._hand_down(new, pair, caches, 1)
        sweep.builder.insert(new)
        for argument, adjoint in zip(active, new.results, strict=True):
            sweep.accumulate(argument, adjoint)

    def _hand_down(self, call: func.CallOp, pair: SplitPair, caches: CacheOwner, half: int) -> None:
        """Give a call of one half of `pair` its caches, now or when they are known."""
        if pair.group.complete:
            views = caches.for_group(pair.group)
            call.operands = [*call.operands, *(view[half] for view in views)]
            return
        if not isinstance(caches, SplitPair):
            raise DifferentiationError(
                "cannot reverse a loop with checkpoints in a function that calls itself",
                where=call,
                why="an iteration is reversed before the caches of the function are known",
                hint="leave out the checkpoints of this loop",
            )
        self._join_group(pair)
        pair.group.calls.append((call, caches, half))

    # What the modes have in common

    def _activity_for_reversal(
        self,
        function: func.FuncOp,
        arguments: Activities,
        results: Activities,
        *,
        called: bool = False,
    ) -> ActivityAnalysis:
        """The activities in a function that is about to be reversed, which spells out its reallocations."""
        activity = self.context.activity(function, arguments, results, called=called)
        if not split_reallocations(function, activity.is_shadowed):
            return activity
        self.context.memory.forget(function)
        return self.context.activity(function, arguments, results, called=called)

    def _forward_sweep(
        self,
        activity: ActivityAnalysis,
        function: func.FuncOp,
        arguments: Activities,
        caches: CacheOwner,
        width: int,
    ) -> ForwardWalk:
        """The forward sweep of reverse mode, ready to walk."""
        walk = ForwardWalk(
            activity,
            lambda walk, op: self._call_augmented(walk, op, caches),
            self.context.shadow_globals.name_of,
            floats_are_carried=False,
            width=width,
            frame_survives=isinstance(caches, LocalCaches),
            free_list=caches.free_list,
            frees_apart=self.context.settings.separate,
            puts_off_frees=self.context.copies.has_checkpoints,
            runtime_activity=self.context.settings.runtime_activity,
        )
        self.context.add_shadows(function, arguments, walk)
        return walk

    def _sweep(
        self,
        activity: ActivityAnalysis,
        walk: ForwardWalk,
        caches: CacheOwner,
        visible: dict[SSAValue, SSAValue] | None,
    ) -> ReverseSweep:
        return ReverseSweep(
            activity,
            walk.tangents,
            caches,
            lambda sweep, op: self._call_reverse(sweep, op, caches),
            width=walk.width,
            strong_zero=self.context.settings.strong_zero,
            freed=walk.freed_where_undone,
            visible=visible,
            runtime_activity=self.context.settings.runtime_activity,
        )


def _adjoint_or_zero(sweep: ReverseSweep, argument: SSAValue) -> SSAValue:
    return sweep.adjoint(argument) or sweep.zero_adjoint(argument)
