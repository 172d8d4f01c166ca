"""Reverse mode in two calls: of `@f.augmented`, and of `@f.reverse` with what the first has stored.

::

    %y, %dx = enzyme.autodiff @f(%x, %seed) {…}              in split mode, or
    %y, %tape = enzyme.autodiff_split_mode.primal @f(%x) {…}
    %dx = enzyme.autodiff_split_mode.reverse @f(%seed, %tape) {…}
    -->
    %cache = enzyme.init
    %y = func.call @f.augmented(%x, %cache)
    %dx = func.call @f.reverse(%x, %seed, %cache)

The tape is the caches of the two, which are made in the function that calls them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xdsl.dialects import func
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import Rewriter

from xdsl_enzyme.dialects.enzyme import (
    Activity,
    AutodiffOp,
    AutodiffSplitModePrimalOp,
    AutodiffSplitModeReverseOp,
)
from xdsl_enzyme.dialects.enzyme.differentiation import DifferentiationOperation
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.derivative_calls import call_derivative
from xdsl_enzyme.passes.derivative_functions import DerivativeFunctions
from xdsl_enzyme.passes.shared_caches import Group, LocalCaches, SplitPair

# What the second half takes is decided by the first: it has no use for `noneed`.
_IN_SPLIT_MODE = {
    Activity.DUPNONEED: Activity.DUP,
    Activity.ACTIVENONEED: Activity.ACTIVE,
    Activity.CONSTNONEED: Activity.CONST,
}


@dataclass
class SplitMode:
    """Expands requests in split mode; calls of one function in another share caches."""

    maker: DerivativeFunctions
    caches: dict[tuple[Block, Group], LocalCaches] = field(default_factory=lambda: {})

    def expand_autodiff(self, request: AutodiffOp) -> Sequence[SSAValue]:
        """Call both halves, one after the other."""
        given = _given(request)
        halves = self._halves(request, request.inputs[:given])
        primals = halves.augmented(request)
        types = list(request.outputs.types)[len(primals) :]
        adjoints = halves.reverse(request, request.inputs[given:], types)
        return [*primals, *adjoints]

    def expand_primal(self, request: AutodiffSplitModePrimalOp) -> Sequence[SSAValue | None]:
        """Call the first half here, and the second where the tape is used."""
        halves = self._halves(request, request.inputs)
        reverse = _user_of_tape(request)
        primals = halves.augmented(request)
        adjoints = halves.reverse(reverse, reverse.inputs, reverse.outputs.types)
        Rewriter().replace_op(reverse, [], adjoints)
        return [*primals, None]

    def _halves(self, request: DifferentiationOperation, arguments: Sequence[SSAValue]) -> _Halves:
        pair = self.maker.split(
            request.callee(),
            tuple(_IN_SPLIT_MODE.get(one, one) for one in request.argument_activities),
            tuple(_IN_SPLIT_MODE.get(one, one) for one in request.result_activities),
            request.width.value.data,
        )
        top = _top_block(request)
        # Requests may be undone in any order: what they call is no reason to share caches.
        owner = self.caches.setdefault((top, pair.group), LocalCaches(top, frees_at_returns=True))
        caches = owner.for_group(pair.group)
        forward, reverse = zip(*caches, strict=True) if caches else ((), ())
        return _Halves(request, pair, arguments, forward, reverse)


@dataclass(frozen=True)
class _Halves:
    """The two functions for one request, and what is handed to both."""

    request: DifferentiationOperation
    pair: SplitPair
    arguments: Sequence[SSAValue]
    forward_caches: Sequence[SSAValue]
    reverse_caches: Sequence[SSAValue]

    def augmented(self, before: Operation) -> list[SSAValue]:
        """The results that the request wants."""
        function = self.pair.augmented
        operands = [*self.arguments, *self.forward_caches]
        types = function.function_type.outputs.data
        results = call_derivative(before, function, operands, types)
        activities = self.request.result_activities
        return [value for value, one in zip(results, activities, strict=False) if one.is_needed]

    def reverse(
        self, before: Operation, seeds: Sequence[SSAValue], types: Sequence[Attribute]
    ) -> Sequence[SSAValue]:
        """The derivatives of the active arguments."""
        operands = [*self.arguments, *seeds, *self.reverse_caches]
        return call_derivative(before, self.pair.reverse, operands, types)


def _given(request: DifferentiationOperation) -> int:
    """How many inputs are arguments and shadows; seeds follow."""
    return sum(1 + one.is_duplicated for one in request.argument_activities)


def _user_of_tape(request: AutodiffSplitModePrimalOp) -> AutodiffSplitModeReverseOp:
    users = [use.operation for use in request.tape.uses]
    user = users[0] if len(users) == 1 else None
    if isinstance(user, AutodiffSplitModeReverseOp) and _match(request, user):
        return user
    raise DifferentiationError(
        f"the tape of '{request.fn}' is not used by one enzyme.autodiff_split_mode.reverse of it",
        where=request,
        why="what is stored for the reverse sweep is taken out once, in the function that has put it in",
        hint="use each tape for one reverse of the same function, with the same activities",
    )


def _match(primal: AutodiffSplitModePrimalOp, reverse: AutodiffSplitModeReverseOp) -> bool:
    """Whether two ops are halves of one derivative."""
    names = ("fn", "activity", "ret_activity", "width")
    return all(primal.properties[name] == reverse.properties[name] for name in names)


def _top_block(op: Operation) -> Block:
    """The first block of the function that an op is in."""
    current: Operation | None = op
    while current is not None and not isinstance(current, func.FuncOp):
        current = current.parent_op()
    assert current is not None
    return current.body.blocks[0]
