"""The reverse sweep: the ops of a function backwards, each accumulating into the adjoints of its operands.

On structured form, after the forward sweep. Adjoints are SSA values: a scope per reversed block maps forward values to
their current adjoints. A nested block sees the adjoints of its surroundings; those that it changes come out as
results of the reversed branch, or are carried through the reversed loop::

    scf.for %i … { … %v = arith.mulf %x, %a … }     with %x from outside
    -->  %ax2 = scf.for %k … iter_args(%ax1 = %ax0) { … %ax' = arith.addf %ax1, … scf.yield %ax' }

A forward value that can't be seen from the reverse sweep gets a cache: it is pushed where it is defined, and popped at the
begin of the reversed block.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from xdsl.builder import Builder
from xdsl.dialects import arith, complex, func, llvm, memref, scf, ub
from xdsl.dialects.builtin import IntegerAttr, i64
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.cache_pairs import LOOP, REVERSED_LOOP
from xdsl_enzyme.analyses.memory_objects import ObjectKind
from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.analyses.types.verdicts import CopyLayout, layout_of
from xdsl_enzyme.analyses.untaken_branches import (
    values_that_may_be_singular,
    values_that_may_go_unused,
)
from xdsl_enzyme.analyses.value_flow import terminator
from xdsl_enzyme.dialects.enzyme import PopOp, PushOp
from xdsl_enzyme.dialects.tangent_types import tangent_type
from xdsl_enzyme.passes.forward_walk import differentiating, required_rule
from xdsl_enzyme.passes.locations import locate
from xdsl_enzyme.passes.runtime_activity import RuntimeActivity
from xdsl_enzyme.rules import floats
from xdsl_enzyme.rules.context import CarriedAdjoint, FreeCall
from xdsl_enzyme.rules.runtime_activity import differs
from xdsl_enzyme.rules.scf import integer
from xdsl_enzyme.rules.scf_parallel import parallel_loop, sum_region
from xdsl_enzyme.rules.structured import dynamic_sizes, empty

CONSTANTS: tuple[type[Operation], ...] = (
    arith.ConstantOp,
    complex.ConstantOp,
    llvm.ConstantOp,
    llvm.ZeroOp,
    llvm.UndefOp,
    llvm.AddressOfOp,
    memref.GetGlobalOp,
    ub.PoisonOp,
)
"""Ops that are built again rather than cached."""


class CacheSupply(Protocol):
    """Where caches come from."""

    def new(self, type: Attribute) -> tuple[SSAValue, SSAValue]:
        """A new cache, as the forward and as the reverse sweep see it."""
        ...


@dataclass
class Scope:
    """One block of the forward sweep, and the block that reverses it."""

    forward: Block | None
    block: Block
    builder: Builder
    parent: Scope | None
    adjoints: dict[SSAValue, SSAValue] = field(default_factory=lambda: {})
    primals: dict[SSAValue, SSAValue] = field(default_factory=lambda: {})
    """Forward values of `forward`, as they are available in `block`."""

    def owns(self, value: SSAValue) -> bool:
        return self.forward is not None and owner_block(value) is self.forward

    def adjoint(self, value: SSAValue) -> SSAValue | None:
        known = self.adjoints.get(value)
        if known is not None or self.owns(value) or self.parent is None:
            return known
        return self._captured(value)

    def _captured(self, value: SSAValue) -> SSAValue | None:
        """The adjoint of a value of the surroundings, before this block changes it."""
        assert self.parent is not None
        return self.parent.adjoint(value)

    def changed(self) -> list[SSAValue]:
        """The values of the surroundings whose adjoints this block has changed."""
        return [value for value in self.adjoints if not self.owns(value)]


@dataclass
class LoopScope(Scope):
    """The body of a loop: adjoints of captured values are carried as further block arguments."""

    captured: list[SSAValue] = field(default_factory=lambda: [])
    width: int = 1
    """Adjoints per value."""

    def _captured(self, value: SSAValue) -> SSAValue | None:
        type = tangent_type(value.type, self.width)
        argument = self.block.insert_arg(type, len(self.block.args))
        self.captured.append(value)
        self.adjoints[value] = argument
        return argument


class ParallelScope(Scope):
    """The body of a parallel loop: what one iteration adds to adjoints of captured values, to be reduced."""

    def _captured(self, value: SSAValue) -> SSAValue | None:
        return None


def owner_block(value: SSAValue) -> Block:
    """The block in which a value is defined."""
    owner = value.owner
    if isinstance(owner, Block):
        return owner
    block = owner.parent_block()
    assert block is not None
    return block


class ReverseSweep:
    """Implements `AdjointContext` for one function whose forward sweep is complete."""

    def __init__(
        self,
        activity: ActivityAnalysis,
        shadows: dict[SSAValue, SSAValue],
        caches: CacheSupply,
        reverse_call: Callable[[ReverseSweep, func.CallOp], None],
        *,
        width: int,
        strong_zero: bool | None,
        freed: dict[SSAValue, FreeCall],
        visible: dict[SSAValue, SSAValue] | None,
        runtime_activity: bool = False,
    ):
        """
        `shadows`: the shadow pointers of the forward sweep. `freed`: by allocation, the calls that free it where it is
        undone. `visible`: the values of the forward function's top block
        that the reverse sweep sees under another name; None if both sweeps are in one function, so that it sees all.
        """
        self.activity = activity
        self.shadows = shadows
        self.caches = caches
        self.width = width
        self.strong_zero = strong_zero
        self.visible = visible
        self._runtime_activity = RuntimeActivity(activity) if runtime_activity else None
        self._freed = freed
        self._reverse_call = reverse_call
        self._guarded: set[SSAValue] | None = None
        self._singular: set[SSAValue] | None = None
        self._loops = 0
        self._sizes: dict[SSAValue, Sequence[SSAValue]] = {}
        """The dynamic sizes of tensors and memrefs, in the forward sweep."""
        self._overwrites: Overwrites | None = None
        block = Block()
        self.scope = Scope(None, block, Builder(InsertPoint.at_end(block)), None)

    @property
    def builder(self) -> Builder:
        return self.scope.builder

    @property
    def frame_survives(self) -> bool:
        return self.visible is None

    # The walk

    def begin(self, forward: Block, into: Block, before: Operation | None) -> None:
        """Reverse the top block of a function into a block: at its end, or before an op."""
        builder = (
            Builder(InsertPoint.at_end(into))
            if before is None
            else Builder(InsertPoint.before(before))
        )
        self.scope = Scope(forward, into, builder, None)

    def run(self) -> None:
        """Reverse what `begin` named; seeds have been accumulated."""
        assert self.scope.forward is not None
        self._reverse_block(self.scope.forward)

    def _reverse_block(self, forward: Block) -> None:
        for op in reversed(list(forward.ops)[:-1]):
            if op.regions or self.activity.concerns(op):
                block, end = self.scope.block, self.builder.insertion_point.insert_before
                previous = block.last_op if end is None else end.prev_op
                with differentiating(op):
                    required_rule(op).adjoint(op, self)
                locate(block, previous, end, op.location)

    @contextmanager
    def _entered(self, scope: Scope) -> Generator[None]:
        outer = self.scope
        self.scope = scope
        yield
        self.scope = outer

    # Adjoints

    def is_active(self, value: SSAValue) -> bool:
        return self.activity.is_active(value)

    def is_shadowed(self, pointer: SSAValue) -> bool:
        return self.activity.is_shadowed(pointer)

    def adjoint(self, value: SSAValue) -> SSAValue | None:
        return self.scope.adjoint(value)

    def take_adjoint(self, value: SSAValue) -> SSAValue | None:
        return self.scope.adjoints.pop(value, None)

    def adjoint_type(self, type: Attribute) -> Attribute:
        return tangent_type(type, self.width)

    def zero_adjoint(self, value: SSAValue) -> SSAValue:
        type = self.adjoint_type(value.type)
        return floats.zero_like(
            self.builder, type, lambda: empty(self.builder, value.type, self.sizes(value))
        )

    def accumulate(self, value: SSAValue, delta: SSAValue) -> None:
        if not self.activity.is_active(value):
            return
        total = floats.add(self.builder, self.scope.adjoint(value), delta, floats.ADJOINT_SUM)
        assert total is not None
        self.scope.adjoints[value] = total

    def set_adjoint(self, value: SSAValue, adjoint: SSAValue) -> None:
        assert self.activity.is_active(value)
        self.scope.adjoints[value] = adjoint

    def needs_guard(self, value: SSAValue) -> bool:
        if self._guarded is None:
            self._guarded = values_that_may_go_unused(self.activity.function)
        return value in self._guarded

    def may_be_singular(self, value: SSAValue) -> bool:
        if self._singular is None:
            self.needs_guard(value)
            self._singular = values_that_may_be_singular(
                self.activity.function, self._guarded or ()
            )
        return value in self._singular

    # Forward values

    def primal(self, value: SSAValue) -> SSAValue:
        block = owner_block(value)
        scope: Scope | None = self.scope
        while scope is not None and scope.forward is not block:
            scope = scope.parent
        assert scope is not None, "a forward value is asked for outside of its region"
        if scope.parent is None and self.visible is None:
            return value
        known = scope.primals.get(value)
        if known is None and scope.parent is None and self.visible is not None:
            known = self.visible.get(value)
        if known is None:
            known = scope.primals[value] = self._bring(value, scope)
        return known

    def _bring(self, value: SSAValue, scope: Scope) -> SSAValue:
        """Make a forward value available at the begin of its reversed block."""
        owner = value.owner
        start = Builder(InsertPoint.at_start(scope.block))
        if isinstance(owner, CONSTANTS):
            return start.insert(owner.clone()).results[0]
        pushed_to, popped_from = self.caches.new(value.type)
        Builder(self._push_point(value)).insert(PushOp(pushed_to, value))
        pop = PopOp(popped_from)
        if isinstance(owner, Operation):
            pop.location = owner.location
        start.insert(pop)
        pop.value.name_hint = value.name_hint
        return pop.value

    def _push_point(self, value: SSAValue) -> InsertPoint:
        """
        Where to push a value: after its definition. In a split function, at the end of the block: all that is pushed by a
        recursive call lies below then, and the reverse sweep, which pops at the begin of its block, finds its own.
        """
        if self.visible is not None:
            return InsertPoint.before(terminator(owner_block(value)))
        owner = value.owner
        return InsertPoint.at_start(owner) if isinstance(owner, Block) else InsertPoint.after(owner)

    def shadow(self, pointer: SSAValue) -> SSAValue:
        return self.primal(self.shadows.get(pointer, pointer))

    def is_active_at_run_time(self, pointer: SSAValue) -> SSAValue | None:
        known = self._runtime_activity
        if known is None or not known.may_be_its_own_shadow(pointer):
            return None
        return differs(self.builder, self.primal(pointer), self.shadow(pointer))

    def scratch(self, type: Attribute) -> SSAValue:
        assert self._runtime_activity is not None
        top = self.scope
        while top.parent is not None:
            top = top.parent
        return self._runtime_activity.scratch(top.block, self.adjoint_type(type))

    def sizes(self, value: SSAValue) -> Sequence[SSAValue]:
        if value not in self._sizes:
            owner = value.owner
            point = (
                InsertPoint.at_start(owner)
                if isinstance(owner, Block)
                else InsertPoint.after(owner)
            )
            self._sizes[value] = dynamic_sizes(Builder(point), value)
        return [self.primal(size) for size in self._sizes[value]]

    def may_be_overwritten(self, pointer: SSAValue, op: Operation) -> bool:
        if self.visible is not None:
            # Between the two functions, the caller goes on.
            return True
        # What this sweep has written so far are shadows and copies of its own.
        if self._overwrites is None:
            self._overwrites = Overwrites(self.activity.function)
        return not self._overwrites.keeps_contents(pointer, op)

    def is_freed(self, pointer: SSAValue) -> bool:
        targets = self.activity.points_to.targets_of(pointer)
        return any(target in self.activity.freed_objects for target in targets)

    def freed_where_undone(self, pointer: SSAValue) -> FreeCall | None:
        return self._freed.get(pointer)

    def layout_at(self, pointer: SSAValue, op: Operation) -> CopyLayout:
        targets = self.activity.points_to.targets_of(pointer)
        is_shared = any(target.kind is not ObjectKind.ALLOCATION for target in targets)
        return layout_of(op, is_shared=is_shared)

    # Regions

    def reverse_branches(
        self,
        op: Operation,
        seeds: Sequence[SSAValue | None],
        build: Callable[[Sequence[Region], Sequence[Attribute]], Operation],
    ) -> None:
        outer = self.scope
        scopes = [self._reverse_branch(region, seeds) for region in op.regions]
        changed = list(dict.fromkeys(value for scope in scopes for value in scope.changed()))
        if not changed and all(scope.block.is_empty for scope in scopes):
            return
        for scope in scopes:
            with self._entered(scope):
                yields = [self._adjoint_or_zero(value, scope, outer) for value in changed]
            scope.block.add_op(scf.YieldOp(*yields))
        regions = [Region(scope.block) for scope in scopes]
        new = build(regions, [self.adjoint_type(value.type) for value in changed])
        self.builder.insert(new)
        for value, result in zip(changed, new.results, strict=True):
            outer.adjoints[value] = result

    def _reverse_branch(self, region: Region, seeds: Sequence[SSAValue | None]) -> Scope:
        forward = region.block if region.blocks else None
        block = Block()
        scope = Scope(forward, block, Builder(InsertPoint.at_end(block)), self.scope)
        if forward is None:
            return scope
        with self._entered(scope):
            for value, seed in zip(terminator(forward).operands, seeds, strict=False):
                if seed is not None:
                    self.accumulate(value, seed)
            self._reverse_block(forward)
        return scope

    def _adjoint_or_zero(self, value: SSAValue, scope: Scope, outer: Scope) -> SSAValue:
        return scope.adjoints.get(value) or outer.adjoint(value) or self.zero_adjoint(value)

    def reverse_loop(
        self,
        op: Operation,
        block: Block,
        trip_count: Callable[[], SSAValue],
        carried: Sequence[CarriedAdjoint],
    ) -> Sequence[SSAValue | None]:
        outer = self.scope
        body = Block(arg_types=[self.adjoint_type(one.seed.type) for one in carried])
        builder = Builder(InsertPoint.at_end(body))
        scope = LoopScope(block, body, builder, outer, width=self.width)
        with self._entered(scope):
            for one, argument in zip(carried, list(body.args), strict=True):
                self.accumulate(one.seed, argument)
            self._reverse_block(block)
            handed_on = [
                (one.result and scope.adjoints.get(one.result))
                or self.zero_adjoint(one.result or one.seed)
                for one in carried
            ]
        if not scope.captured and not carried and body.is_empty:
            return []
        body.add_op(scf.YieldOp(*handed_on, *(scope.adjoints[value] for value in scope.captured)))
        count = trip_count()
        initial = [
            *(one.initial or self._zero_from_outside(one) for one in carried),
            *(outer.adjoint(value) or self.zero_adjoint(value) for value in scope.captured),
        ]
        body.insert_arg(count.type, 0)
        loop = scf.ForOp(
            integer(self.builder, 0, count.type),
            count,
            integer(self.builder, 1, count.type),
            initial,
            body,
        )
        loop.location = op.location
        self._link(op, loop)
        self.builder.insert(loop)
        for value, result in zip(scope.captured, loop.results[len(carried) :], strict=True):
            outer.adjoints[value] = result
        return loop.results[: len(carried)]

    def reverse_parallel(
        self, op: scf.ParallelOp, seeds: Sequence[tuple[SSAValue, SSAValue]]
    ) -> None:
        outer, forward = self.scope, op.body.block
        body = Block(arg_types=forward.arg_types)
        scope = ParallelScope(forward, body, Builder(InsertPoint.at_end(body)), outer)
        scope.primals.update(zip(forward.args, body.args, strict=True))
        with self._entered(scope):
            for value, seed in seeds:
                self.accumulate(value, seed)
            self._reverse_block(forward)
        changed = scope.changed()
        if not changed and body.is_empty:
            return
        parts = [scope.adjoints[value] for value in changed]
        loop = parallel_loop(
            [
                [self.primal(bound) for bound in bounds]
                for bounds in (op.lowerBound, op.upperBound, op.step)
            ],
            [outer.adjoint(value) or self.zero_adjoint(value) for value in changed],
            body,
            parts,
            [sum_region(part.type) for part in parts],
        )
        loop.location = op.location
        self._link(op, loop)
        self.builder.insert(loop)
        for value, result in zip(changed, loop.results, strict=True):
            outer.adjoints[value] = result

    @property
    def is_concurrent(self) -> bool:
        scope: Scope | None = self.scope
        while scope is not None and not isinstance(scope, ParallelScope):
            scope = scope.parent
        return scope is not None

    def _zero_from_outside(self, one: CarriedAdjoint) -> SSAValue:
        """What a reversed loop carries first, where nothing comes in."""
        if one.outside is not None:
            return self.zero_adjoint(one.outside)
        return floats.zero(self.builder, self.adjoint_type(one.seed.type))

    def _link(self, forward: Operation, reversed_loop: Operation) -> None:
        number = IntegerAttr(self._loops, i64)
        self._loops += 1
        forward.attributes[LOOP] = number
        reversed_loop.attributes[REVERSED_LOOP] = number

    def reverse_call(self, op: func.CallOp) -> None:
        self._reverse_call(self, op)
