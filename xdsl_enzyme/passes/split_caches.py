"""What is stored from `@f.augmented` for `@f.reverse`, and what is computed again: the part of `enzyme-cache` for sweeps that are two functions.

On structured form after `enzyme-reverse`. Both halves get the same arguments, so that much can be computed from these::

    func @f.augmented(%x, %dx, %i, %a: cache<ptr>, %b: cache<f64>) { … push %a, %dx[%i]; push %b, load %x[%i] }
    func @f.reverse(%x, %dx, %i, %seed, %a, %b) { %p = pop %a; %v = pop %b … }
    -->
    func @f.augmented(%x, %dx, %i) { … }
    func @f.reverse(%x, %dx, %i, %seed) { %p = %dx[%i]; %v = load %x[%i] … }

Loads are repeated where `kept_arguments` knows that the memory is the same until the outermost gradient is done. What it knows depends on what the reverse
sweeps write, which can't be told while they get the addresses from caches: these come first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.ir import Operation, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.cache_pairs import (
    ForwardHalf,
    Handover,
    blocks_down_to,
    forward_half,
    owner,
)
from xdsl_enzyme.analyses.kept_arguments import kept_arguments
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.undone_values import carried_value
from xdsl_enzyme.dialects.enzyme import PopOp, PushOp
from xdsl_enzyme.passes.cache_memory import Emitter
from xdsl_enzyme.passes.recomputed_values import Recomputation, block_of, erase_dead
from xdsl_enzyme.passes.shared_stacks import SharedStack, erase_caches, shared_stacks


def optimise_split_caches(module: ModuleOp, is_worthwhile: Callable[[Operation], bool]) -> None:
    """Store as little as possible of what the reverse sweeps of functions get from functions of their own. In place."""
    halves = {
        function: half for function in _definitions(module) if (half := forward_half(function))
    }
    if not halves:
        return
    for knows_memory in (False, True):
        stacks = [
            one
            for one in shared_stacks(module)
            if one.is_one_value() and (knows_memory or is_pointer(one.pushes[0].value.type))
        ]
        by_function: dict[FuncOp, list[Handover]] = {}
        for stack in stacks:
            if (found := _handover(stack, halves)) is not None:
                by_function.setdefault(found[0], []).append(found[1])
        forwards = [forward for forward, _ in halves.values()] if knows_memory else []
        kept = kept_arguments(module, forwards)
        for reverse, handovers in by_function.items():
            forward, common = halves[reverse]
            _SplitCaches(
                zip(forward.args[:common], reverse.args[:common], strict=True),
                handovers,
                is_worthwhile,
                kept.reader(forward),
            ).run()
        erase_caches(module, {name for one in stacks if _is_unused(one) for name in one.names})


_TOO_MUCH = 2**60
"""Bytes that are more than all caches of a function can take."""


def _definitions(module: ModuleOp) -> Iterator[FuncOp]:
    return (op for op in module.body.block.ops if isinstance(op, FuncOp) and op.body.blocks)


def _is_unused(stack: SharedStack) -> bool:
    """Whether a cache is only handed down any more."""
    uses = (use.operation for name in stack.names for use in name.uses)
    return not any(isinstance(op, PushOp | PopOp) for op in uses)


def _handover(
    stack: SharedStack, halves: dict[FuncOp, ForwardHalf]
) -> tuple[FuncOp, Handover] | None:
    """The reverse sweep that takes the values of a cache, and what goes from one block to which; None if that is unknown."""
    push, pop = stack.pushes[0], stack.pops[0]
    forward, reverse = _function_around(push), _function_around(pop)
    half = halves.get(reverse)
    blocks = [op.parent_block() for op in (push, pop)]
    if half is None or half[0] is not forward or None in blocks:
        return None
    ways = [
        tuple(blocks_down_to(block, function.body.block))
        for block, function in zip(blocks, (forward, reverse), strict=True)
        if block is not None
    ]
    return reverse, Handover(push, pop, *ways)


def _function_around(op: Operation) -> FuncOp:
    parent = op.parent_op()
    while not isinstance(parent, FuncOp):
        assert parent is not None
        parent = parent.parent_op()
    return parent


class _SplitCaches(Recomputation):
    """The values that one function stores for its reverse sweep."""

    def __init__(
        self,
        common: Iterable[tuple[SSAValue, SSAValue]],
        handovers: Sequence[Handover],
        is_worthwhile: Callable[[Operation], bool],
        may_be_repeated: Callable[[Operation], bool],
    ):
        outside = {one.forward[0] for one in handovers}
        super().__init__(handovers, outside, is_worthwhile, may_be_repeated)
        self._arguments = dict(common)
        self.again |= self._arguments
        self._used: set[Handover] = set()
        self._caches: dict[SSAValue, Handover] = {}
        for one in self.handovers:
            self._caches.setdefault(one.push.value, one)

    def run(self) -> None:
        super().run()
        for one in self.handovers:
            one.pop.detach()
            one.pop.erase()
            if one not in self._used:
                value = one.push.value
                one.push.detach()
                one.push.erase()
                erase_dead([value])

    def _is_available(self, value: SSAValue) -> bool:
        return value in self._arguments

    def _cost_of(self, value: SSAValue) -> int:
        # There is no cache that could be taken for another value, but that of what a loop carries for the last of its values.
        is_known = value in self._caches or carried_value(value) in self._caches
        return super()._cost_of(value) if is_known else _TOO_MUCH

    def _store(self, value: SSAValue, emit: Emitter) -> SSAValue:
        carried = carried_value(value)
        one = self._caches.get(value)
        if one is None:
            assert carried is not None
            one = self._caches[carried]
            after = Emitter(InsertPoint.after(owner(block_of(carried))), one.push.location)
            after.insert(PushOp(one.push.cache, value))
        else:
            self._used.add(one)
        pop = PopOp(one.pop.cache)
        pop.value.name_hint = one.pop.value.name_hint
        emit.location = one.pop.location
        emit.insert(pop)
        return pop.value
