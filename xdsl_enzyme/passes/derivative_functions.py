"""Makes derivative functions, once per function and activity, and calls to them.

On structured form. `@f` with arguments of given activities has up to three derivatives:

* `@f.forward`: forward mode. Each active argument is followed by its tangent or shadow; the results are those of `@f`, then the
  tangents of the active ones.
* `@f.gradient`: forward and reverse sweep in one function, with the signature of `enzyme.autodiff`.
* `@f.augmented`, `@f.reverse`: the two sweeps apart, for calls inside a function that is differentiated. The first returns
  the results of `@f`, then the shadows of pointers among them; the second takes the arguments again, then the adjoints
  of the active float results, and returns the adjoints of the active float arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.dialects import func, llvm
from xdsl.dialects.builtin import (
    ModuleOp,
)
from xdsl.ir import Block, Operation, Region, SSAValue

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.cache_pairs import REVERSES, reverses
from xdsl_enzyme.analyses.differing_values import DerivativeFunction, DifferingValues
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_types import holds_pointers
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.checkpointed_loops import CheckpointedReversal, Iteration
from xdsl_enzyme.passes.derivative_arguments import (
    Activities,
    activities_of,
    call_like,
    interleaved,
)
from xdsl_enzyme.passes.forward_walk import ForwardWalk
from xdsl_enzyme.passes.outline_checkpoints import (
    CheckpointedLoop,
)
from xdsl_enzyme.passes.parallel_loops import (
    never_parallel,
    stays_parallel_forward,
    stays_parallel_in_reverse,
)
from xdsl_enzyme.passes.primal_copies import PrimalCopies
from xdsl_enzyme.passes.reverse_sweep import ReverseSweep
from xdsl_enzyme.passes.separate_directions import SeparateDirections
from xdsl_enzyme.passes.shadow_arguments import add_shadows
from xdsl_enzyme.passes.shadow_globals import ShadowGlobals
from xdsl_enzyme.passes.shared_caches import (
    CacheOwner,
    CacheTables,
    LocalCaches,
    SplitPair,
    set_signature,
)
from xdsl_enzyme.passes.split_reallocations import split_reallocations
from xdsl_enzyme.passes.symbol_names import unused_name


@dataclass(frozen=True)
class Settings:
    """How functions are differentiated."""

    strong_zero: bool | None = None
    """Guard every product with an adjoint (True), none, or those that a branch not taken can poison (None)."""
    runtime_activity: bool = False
    """Memory may be its own shadow, and takes no part then."""
    separate: bool = False
    """The functions are also wanted for several directions, each with memory of its own."""
    uses_tables: bool = False
    """Functions hand down many caches as a table."""


class DerivativeFunctions:
    """The derivative functions of a module, made when they are asked for."""

    def __init__(self, module: ModuleOp, settings: Settings):
        self.module = module
        self.settings = settings
        self.made: dict[func.FuncOp, DerivativeFunction] = {}
        """If they are wanted for several directions: what in them belongs to one."""
        self.memory = MemoryAccesses(module)
        self._copies = PrimalCopies(module, self.memory)
        self.shadow_globals = ShadowGlobals(module)
        self._functions: dict[tuple[str, str, Activities, Activities, int], func.FuncOp] = {}
        self._pairs: dict[tuple[str, Activities, Activities, int], SplitPair] = {}
        self._directions: dict[tuple[int | func.FuncOp, ...], SeparateDirections] = {}
        self._tables = CacheTables() if settings.uses_tables else None
        self._in_progress: list[SplitPair] = []
        self._split_calls: dict[Operation, tuple[SplitPair, Activities, Activities]] = {}
        self.before_forward: Callable[[func.FuncOp, func.FuncOp], None] = lambda function, clone: (
            None
        )
        """Is shown each function, and the copy of it that becomes `@f.forward`."""

    # Forward mode

    def forward(
        self,
        function: func.FuncOp,
        arguments: Activities,
        results: Activities,
        width: int = 1,
        *,
        called: bool = False,
    ) -> func.FuncOp:
        """`@f.forward`, as a derivative that is asked for or for use in one (`called`)."""
        kind = f"forward{' of a call' * called}"
        key = (kind, function.sym_name.data, arguments, results, width)
        if key in self._functions:
            return self._functions[key]
        clone = self._functions[key] = self._copies.clone(
            function, "forward", width, stays_parallel_forward
        )
        self.before_forward(function, clone)
        activity = self._activity(clone, arguments, results, called=called)
        primal = self._ops_of(clone)
        active = [position for position, one in enumerate(results) if one.is_active]
        walk = self._walk_forward(clone, activity, arguments, active, self._call_forward, width)
        self._note(clone, walk, len(results), primal)
        self.memory.forget(clone)
        return clone

    def _walk_forward(
        self,
        function: func.FuncOp,
        activity: ActivityAnalysis,
        arguments: Activities,
        handed_on: Sequence[int],
        call: Callable[[ForwardWalk, func.CallOp], None],
        width: int,
        *,
        floats_are_carried: bool = True,
    ) -> ForwardWalk:
        """Put tangents, or shadows only, beside all in a function; those of the results that are `handed_on` are results, too."""
        walk = ForwardWalk(
            activity,
            call,
            self.shadow_globals.name_of,
            floats_are_carried=floats_are_carried,
            width=width,
            runtime_activity=self.settings.runtime_activity,
        )
        self._add_shadows(function, arguments, walk)
        outputs = function.function_type.outputs.data
        tangent_types = [walk.tangent_type(outputs[position]) for position in handed_on]
        # Before the walk: a recursive call needs to know the signature.
        set_signature(function, [*outputs, *tangent_types])
        block = function.body.block
        walk.walk(block)
        last = terminator(block)
        tangents = [walk.tangent_or_zero(last.operands[position]) for position in handed_on]
        last.operands = [*last.operands, *tangents]
        return walk

    def _call_forward(self, walk: ForwardWalk, op: func.CallOp) -> None:
        callee = self._callee(op)
        arguments = activities_of(walk.activity, op.arguments, Activity.DUP)
        results = activities_of(walk.activity, op.results, Activity.DUP)
        function = self.forward(callee, arguments, results, walk.width, called=True)
        _call_forward_function(walk, op, function, arguments, [one.is_active for one in results])

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
        clone = self._functions[key] = self._copies.clone(
            function, "gradient", width, stays_parallel_in_reverse
        )
        self._copies.prepare_reversal(clone, is_called=False)
        block = clone.body.block
        primals = list(block.args)
        activity = self._activity_for_reversal(clone, arguments, results, called=called)
        caches = LocalCaches(block)
        primal = self._ops_of(clone)
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
        self._note(clone, walk, len(needed), primal, differing=seeds)
        self.memory.forget(clone)
        return clone

    # Several directions

    def in_directions(self, width: int, functions: Sequence[func.FuncOp]) -> SeparateDirections:
        """Makes versions for several directions of derivative functions, and of what they call."""
        key = (width, *functions)
        if key not in self._directions:
            views = {half: pair.views for pair in self._pairs.values() for half in pair.halves}
            values = DifferingValues(self.made, lambda half: views.get(half, ()))
            for function in functions:
                values.visit(function)
            self._directions[key] = SeparateDirections(values, self.shadow_globals, width)
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
        augmented = self._copies.clone(function, "augmented", key[3], never_parallel)
        name = unused_name(self.module, f"{function.sym_name.data}.reverse")
        reverse = func.FuncOp(name, ((), ()), Region(Block()))
        self._copies.insert(reverse, after=augmented)
        pair = self._pairs[key] = SplitPair(augmented, reverse, self._tables)
        self._in_progress.append(pair)
        return pair

    def _make_pair(
        self, key: tuple[str, Activities, Activities, int], function: func.FuncOp
    ) -> None:
        _, arguments, results, width = key
        pair = self._begin_pair(key, function)
        augmented, reverse = pair.halves
        self._copies.prepare_reversal(augmented, is_called=True)
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

        primal = self._ops_of(augmented)
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
        shadows = self._note(augmented, walk, len(outputs), primal, own=own)
        differing = [*(visible[one] for one in shadows), *seeds]
        self._note(reverse, walk, 0, differing=differing, own=own_reverse)
        for half in pair.halves:
            self.memory.forget(half)

    def _make_checkpointed_pair(
        self,
        key: tuple[str, Activities, Activities, int],
        function: func.FuncOp,
        facts: CheckpointedLoop,
    ) -> None:
        """The pair of an outlined loop, whose iterations have functions of their own."""
        _, arguments, results, width = key
        if self.settings.separate:
            raise DifferentiationError(
                "cannot reverse this loop with checkpoints",
                where=function,
                why="its derivatives are wanted for several directions with memory of their own",
                hint="leave out the checkpoints of this loop",
            )
        pair = self._begin_pair(key, function)
        augmented, reverse = pair.halves
        activity = self._activity(augmented, arguments, results, called=True)
        call = next(op for op in walk_regions(augmented) if isinstance(op, func.CallOp))
        iteration = self._iteration(
            self._callee(call),
            activities_of(activity, call.arguments, Activity.ACTIVE),
            activities_of(activity, call.results, Activity.ACTIVE),
            width,
        )
        walk = self._forward_sweep(activity, augmented, arguments, pair, width)
        block, into = augmented.body.block, reverse.body.block
        primals = [argument for argument in block.args if argument not in walk.tangents.values()]
        given = list(block.args)
        visible = [into.insert_arg(argument.type, len(into.args)) for argument in given]
        outputs = augmented.function_type.outputs.data
        seeds = [
            into.insert_arg(walk.tangent_type(type), len(into.args))
            for type, one in zip(outputs, results, strict=True)
            if one is Activity.ACTIVE
        ]
        shadow_types = [
            walk.tangent_type(type)
            for type, one in zip(outputs, results, strict=True)
            if one.is_duplicated
        ]
        set_signature(augmented, [*outputs, *shadow_types])
        active = [a for a, one in zip(primals, arguments, strict=True) if one is Activity.ACTIVE]
        set_signature(reverse, [walk.tangent_type(argument.type) for argument in active])
        storage = pair.new(llvm.LLVMPointerType())
        reversal = CheckpointedReversal(
            self.module, facts, arguments, results, iteration, walk.tangent_type
        )
        reversal.build_augmented(augmented, given, storage)
        reversal.build_reverse(reverse, visible, seeds, storage)
        self._finish(pair)
        for half in pair.halves:
            self.memory.forget(half)

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
            advance = self._advance(step, arguments, results, width)
        return Iteration(step, arguments, results, advance, hands_on_shadows, gradient)

    def _advance(
        self, function: func.FuncOp, arguments: Activities, results: Activities, width: int
    ) -> func.FuncOp:
        """
        `@f.advance`: the function, and the shadows of the pointers that it returns. Nothing is kept for a reverse sweep.
        """
        key = ("advance", function.sym_name.data, arguments, results, width)
        if key in self._functions:
            return self._functions[key]
        clone = self._functions[key] = self._copies.clone(
            function, "advance", width, never_parallel
        )
        activity = self._activity(clone, arguments, results, called=True)
        for op in walk_regions(clone):
            if allocator_of(op) is not None:
                raise DifferentiationError(
                    "cannot reverse this loop with checkpoints",
                    where=op,
                    why="iterations allocate memory, and hand on pointers",
                    hint="allocate before the loop",
                )
        shadowed = [position for position, one in enumerate(results) if one.is_duplicated]
        self._walk_forward(
            clone,
            activity,
            arguments,
            shadowed,
            self._call_advance,
            width,
            floats_are_carried=False,
        )
        self.memory.forget(clone)
        return clone

    def _call_advance(self, walk: ForwardWalk, op: func.CallOp) -> None:
        arguments = activities_of(walk.activity, op.arguments, Activity.ACTIVE)
        results = activities_of(walk.activity, op.results, Activity.ACTIVE)
        function = self._advance(self._callee(op), arguments, results, walk.width)
        handed_on = [one.is_duplicated for one in results]
        _call_forward_function(walk, op, function, arguments, handed_on)

    def _ops_of(self, function: func.FuncOp) -> frozenset[Operation]:
        """The ops of the program in a function that is about to be differentiated, if it is to be told what is added."""
        return frozenset(walk_regions(function)) if self.settings.separate else frozenset()

    def _note(
        self,
        function: func.FuncOp,
        walk: ForwardWalk,
        primal_results: int,
        primal: frozenset[Operation] | None = None,
        *,
        differing: Sequence[SSAValue] = (),
        own: int | None = None,
    ) -> Sequence[SSAValue]:
        """
        Keep what in a function belongs to a direction: the shadows among its arguments, and `differing`. `primal` is None for a
        reverse sweep alone. Returns these shadows.
        """
        args = function.body.block.args
        shadows = [one for one in walk.tangents.values() if one in args]
        if self.settings.separate:
            self.made[function] = DerivativeFunction(
                function,
                [*shadows, *differing],
                len(args) if own is None else own,
                primal_results,
                list(walk.tangents.values()) if primal is not None else (),
                (primal or frozenset()) | walk.replacements,
            )
        return shadows

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
        callee = self._callee(op)
        arguments = activities_of(walk.activity, op.arguments, Activity.ACTIVE)
        results = activities_of(walk.activity, op.results, Activity.ACTIVE)
        pair = self.split(callee, arguments, results, walk.width)
        handed_on = [one.is_duplicated for one in results]
        new = _call_forward_function(walk, op, pair.augmented, arguments, handed_on)
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

    def _activity(
        self, function: func.FuncOp, arguments: Activities, results: Activities, *, called: bool
    ) -> ActivityAnalysis:
        return ActivityAnalysis(
            self.memory,
            function,
            arguments,
            results,
            called=called,
            runtime_activity=self.settings.runtime_activity,
        )

    def _add_shadows(self, function: func.FuncOp, arguments: Activities, walk: ForwardWalk) -> None:
        add_shadows(
            function,
            arguments,
            walk,
            of_pointers_only=not walk.floats_are_carried,
            may_be_primal=self.settings.runtime_activity,
        )

    def _activity_for_reversal(
        self,
        function: func.FuncOp,
        arguments: Activities,
        results: Activities,
        *,
        called: bool = False,
    ) -> ActivityAnalysis:
        """The activities in a function that is about to be reversed, which spells out its reallocations."""
        activity = self._activity(function, arguments, results, called=called)
        if not split_reallocations(function, activity.is_shadowed):
            return activity
        self.memory.forget(function)
        return self._activity(function, arguments, results, called=called)

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
            self.shadow_globals.name_of,
            floats_are_carried=False,
            width=width,
            frame_survives=isinstance(caches, LocalCaches),
            free_list=caches.free_list,
            frees_apart=self.settings.separate,
            puts_off_frees=self._copies.has_checkpoints,
            runtime_activity=self.settings.runtime_activity,
        )
        self._add_shadows(function, arguments, walk)
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
            strong_zero=self.settings.strong_zero,
            freed=walk.freed_where_undone,
            visible=visible,
            runtime_activity=self.settings.runtime_activity,
        )

    def _callee(self, op: func.CallOp) -> func.FuncOp:
        callee = self.memory.callee(op)
        if callee is not None:
            return callee
        raise DifferentiationError(
            f"cannot differentiate a call of '{op.callee.root_reference.data}'",
            where=op,
            why="a derivative flows through it, and it has neither a body nor a derivative rule",
            hint="register a rule with libm_rule or function_rule of xdsl_enzyme.rules, declare it with inactive_functions if it "
            "has no derivative, or give it a body",
        )


def _adjoint_or_zero(sweep: ReverseSweep, argument: SSAValue) -> SSAValue:
    return sweep.adjoint(argument) or sweep.zero_adjoint(argument)


def _call_forward_function(
    walk: ForwardWalk,
    op: func.CallOp,
    function: func.FuncOp,
    arguments: Activities,
    handed_on: Sequence[bool],
) -> func.CallOp:
    """Call `function` in the place of `op`; the tangents of the results that are `handed_on` come behind the results."""
    new = call_like(op, function, interleaved(op.arguments, arguments, walk.tangent_or_zero))
    walk.replace(op, new)
    tangents = iter(new.results[len(handed_on) :])
    for result, has_tangent in zip(new.results, handed_on, strict=False):
        if has_tangent:
            walk.set_tangent(result, next(tangents))
    return new
