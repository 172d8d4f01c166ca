"""Makes functions of forward mode, once per function and activity, and calls to them.

On structured form::

    @f(%x)    -->    @f.forward(%x, %dx): each active argument is followed by its tangent or shadow; the results are those of `@f`, then
                                          the tangents of the active ones
                     @f.advance(%p, %dp): the same with shadows only, for iterations that a reverse sweep runs again
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.dialects import func

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.allocators import allocator_of
from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.derivative_arguments import (
    Activities,
    activities_of,
    call_like,
    interleaved,
)
from xdsl_enzyme.passes.derivative_context import DerivativeContext
from xdsl_enzyme.passes.forward_walk import ForwardWalk
from xdsl_enzyme.passes.parallel_loops import never_parallel, stays_parallel_forward
from xdsl_enzyme.passes.shared_caches import set_signature


class ForwardFunctions:
    """The functions of forward mode of a module, made when they are asked for."""

    def __init__(self, context: DerivativeContext):
        self.context = context
        self._functions: dict[tuple[str, str, Activities, Activities, int], func.FuncOp] = {}
        self.before_forward: Callable[[func.FuncOp, func.FuncOp], None] = lambda function, clone: (
            None
        )
        """Is shown each function, and the copy of it that becomes `@f.forward`."""

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
        clone = self._functions[key] = self.context.copies.clone(
            function, "forward", width, stays_parallel_forward
        )
        self.before_forward(function, clone)
        activity = self.context.activity(clone, arguments, results, called=called)
        primal = self.context.ops_of(clone)
        active = [position for position, one in enumerate(results) if one.is_active]
        walk = self._walk_forward(clone, activity, arguments, active, self._call_forward, width)
        self.context.note(clone, walk, len(results), primal)
        self.context.memory.forget(clone)
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
            self.context.shadow_globals.name_of,
            floats_are_carried=floats_are_carried,
            width=width,
            runtime_activity=self.context.settings.runtime_activity,
        )
        self.context.add_shadows(function, arguments, walk)
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
        callee = self.context.callee(op)
        arguments = activities_of(walk.activity, op.arguments, Activity.DUP)
        results = activities_of(walk.activity, op.results, Activity.DUP)
        function = self.forward(callee, arguments, results, walk.width, called=True)
        call_forward_function(walk, op, function, arguments, [one.is_active for one in results])

    def advance(
        self, function: func.FuncOp, arguments: Activities, results: Activities, width: int
    ) -> func.FuncOp:
        """
        `@f.advance`: the function, and the shadows of the pointers that it returns. Nothing is kept for a reverse sweep.
        """
        key = ("advance", function.sym_name.data, arguments, results, width)
        if key in self._functions:
            return self._functions[key]
        clone = self._functions[key] = self.context.copies.clone(
            function, "advance", width, never_parallel
        )
        activity = self.context.activity(clone, arguments, results, called=True)
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
        self.context.memory.forget(clone)
        return clone

    def _call_advance(self, walk: ForwardWalk, op: func.CallOp) -> None:
        arguments = activities_of(walk.activity, op.arguments, Activity.ACTIVE)
        results = activities_of(walk.activity, op.results, Activity.ACTIVE)
        function = self.advance(self.context.callee(op), arguments, results, walk.width)
        handed_on = [one.is_duplicated for one in results]
        call_forward_function(walk, op, function, arguments, handed_on)


def call_forward_function(
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
