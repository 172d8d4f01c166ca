"""What the engine offers to derivative rules, and what it asks of them.

A rule sees one op of the primal function at a time. The op is in place; the rule builds what belongs to the derivative
at `ctx.builder`: after the op in a forward walk, at the end of the reverse sweep so far in the other::

    def tangent(self, op, ctx):               # %y = my.negate %x
        ctx.set_tangent(op.results[0], negate(ctx.builder, ctx.tangent(op.operands[0])))

    def adjoint(self, op, ctx):
        if (adjoint := ctx.take_adjoint(op.results[0])) is not None:
            ctx.accumulate(op.operands[0], negate(ctx.builder, adjoint))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from xdsl.builder import Builder
from xdsl.dialects.builtin import SymbolRefAttr
from xdsl.dialects.func import CallOp
from xdsl.dialects.scf import ParallelOp
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue

from xdsl_enzyme.analyses.types.verdicts import CopyLayout


@dataclass(frozen=True)
class FreeCall:
    """A call that frees memory, and its counterpart for the shadow."""

    callee: SymbolRefAttr
    pointer: int
    """The position of the pointer among the arguments."""
    arguments: tuple[SSAValue, ...]
    shadow_arguments: tuple[SSAValue, ...]


class TangentContext(Protocol):
    """
    A forward walk. In forward mode, active floats have tangents and pointers to active memory have shadows. The
    forward sweep of reverse mode is the same walk in which only pointers are carried. A rule need not know which of
    the two it is in: it asks `carries` and `tangent`.
    """

    builder: Builder

    @property
    def width(self) -> int:
        """Tangents and shadows per value: a scalar T has tangents `T` at width 1, `vector<width x T>` above."""
        ...

    @property
    def floats_are_carried(self) -> bool:
        """True in forward mode, false in the forward sweep of reverse mode."""
        ...

    def layout_at(self, pointer: SSAValue, op: Operation) -> CopyLayout:
        """Where the floats and pointers are in what `op` copies from or to `pointer`; an error if that is undecided."""
        ...

    def carries(self, value: SSAValue) -> bool:
        """Whether `value` has a tangent or shadow in this walk."""
        ...

    def carries_floats_at(self, pointer: SSAValue) -> bool:
        """Whether floats in the memory that `pointer` points to have tangents in this walk."""
        ...

    def is_active(self, value: SSAValue) -> bool:
        """Whether a derivative flows through `value`, carried in this walk or not."""
        ...

    def tangent_type(self, type: Attribute) -> Attribute:
        """The type of the tangent (or shadow) of a value of this type."""
        ...

    def tangent(self, value: SSAValue) -> SSAValue | None:
        """The tangent or shadow of `value`; None if it is zero or not carried."""
        ...

    def tangent_or_zero(self, value: SSAValue) -> SSAValue:
        """As `tangent`, with a zero built at `builder`. A pointer without shadow (null) is its own."""
        ...

    def set_tangent(self, value: SSAValue, tangent: SSAValue | None) -> None: ...

    def is_active_at_run_time(self, pointer: SSAValue) -> SSAValue | None:
        """
        With runtime activity: whether `pointer`, which has a shadow, has one of its own, built at `builder`. None if it surely has. Memory
        that is its own shadow takes no part, and must not be written to.
        """
        ...

    def scratch(self, type: Attribute) -> SSAValue:
        """Memory for a value of this type that nobody reads: where writes go that must not take place."""
        ...

    def replace(self, op: Operation, new: Operation) -> None:
        """
        Put `new` in the place of `op`. The results of `op` are the first results of `new`; all that is known of
        them carries over.
        """
        ...

    def walk(self, block: Block) -> None:
        """Walk a nested block, and leave `builder` before its terminator."""
        ...

    @property
    def frame_survives(self) -> bool:
        """Whether what this walk puts on the stack is still there when it is needed last."""
        ...

    def put_off_free(self, op: Operation) -> None:
        """Leave out a `memref.dealloc` in the forward sweep of reverse mode; the reverse sweep frees instead."""
        ...

    def free_where_undone(self, op: CallOp, call: FreeCall) -> None:
        """The same for a call that frees what is allocated in the same run of its block."""
        ...

    def free_at_end(self, op: CallOp, call: FreeCall) -> None:
        """The same for any other: the call is made when the outermost gradient is done."""
        ...

    def shadow_global(self, name: str) -> str:
        """The name of the global that is the shadow of global `name`."""
        ...

    def differentiate_call(self, op: CallOp) -> None:
        """Call the forward (or augmented) version of a function with a body instead."""
        ...


@dataclass(frozen=True)
class CarriedAdjoint:
    """One adjoint that a reversed loop hands from iteration to iteration."""

    seed: SSAValue
    """The value, at the end of the forward iteration, that receives the incoming adjoint."""
    result: SSAValue | None
    """The value, at its begin, whose adjoint is handed on; None for zero."""
    initial: SSAValue | None
    """What the first reversed iteration (the last forward one) receives; None for zero."""
    outside: SSAValue | None = None
    """A value of the seed's type and shape in the surroundings of the loop; only types with dynamic shapes need it."""


class AdjointContext(Protocol):
    """The reverse sweep of one block."""

    @property
    def builder(self) -> Builder: ...

    @property
    def width(self) -> int:
        """Adjoints per value, and shadows per memory location: as many as in the forward walk."""
        ...

    def adjoint_type(self, type: Attribute) -> Attribute:
        """The type of the adjoint of a value of this type; `T` at width 1, `vector<width x T>` for a scalar above."""
        ...

    def zero_adjoint(self, value: SSAValue) -> SSAValue:
        """A zero adjoint of `value`, built at `builder`."""
        ...

    @property
    def strong_zero(self) -> bool | None:
        """Guard every product (True), none (False), or those that a branch not taken can poison (None)."""
        ...

    def is_active(self, value: SSAValue) -> bool:
        """Whether a derivative flows through `value`."""
        ...

    def is_shadowed(self, pointer: SSAValue) -> bool:
        """Whether `pointer` points to active memory."""
        ...

    def primal(self, value: SSAValue) -> SSAValue:
        """The value that `value` had in the forward sweep, available at `builder`."""
        ...

    def is_active_at_run_time(self, pointer: SSAValue) -> SSAValue | None:
        """As in the forward walk."""
        ...

    def scratch(self, type: Attribute) -> SSAValue:
        """As in the forward walk."""
        ...

    def shadow(self, pointer: SSAValue) -> SSAValue:
        """The shadow that `pointer` had in the forward sweep, available at `builder`."""
        ...

    @property
    def frame_survives(self) -> bool:
        """Whether what the forward sweep put on the stack is still there."""
        ...

    def is_freed(self, pointer: SSAValue) -> bool:
        """Whether the function frees the memref `pointer` by a `memref.dealloc`."""
        ...

    def freed_where_undone(self, pointer: SSAValue) -> FreeCall | None:
        """What the forward sweep has left for the rule of the allocation `pointer`."""
        ...

    def layout_at(self, pointer: SSAValue, op: Operation) -> CopyLayout:
        """Where the floats and pointers are in what `op` copies from or to `pointer`; an error if that is undecided."""
        ...

    def adjoint(self, value: SSAValue) -> SSAValue | None:
        """The adjoint of `value` so far; None if it is zero."""
        ...

    def take_adjoint(self, value: SSAValue) -> SSAValue | None:
        """The final adjoint of a value, at the op that defines it."""
        ...

    def accumulate(self, value: SSAValue, delta: SSAValue) -> None:
        """Add to the adjoint of `value`; nothing happens if it is not active."""
        ...

    def set_adjoint(self, value: SSAValue, adjoint: SSAValue) -> None:
        """
        Replace the adjoint of an active value by one that `adjoint(value)` has gone into: what tensors use, so that a sum
        can be formed in place.
        """
        ...

    def sizes(self, value: SSAValue) -> Sequence[SSAValue]:
        """The dynamic sizes that a tensor or memref had in the forward sweep, available at `builder`."""
        ...

    def may_be_overwritten(self, pointer: SSAValue, op: Operation) -> bool:
        """Whether memory that `op` of the forward sweep reads may have other contents in the reverse sweep."""
        ...

    def needs_guard(self, value: SSAValue) -> bool:
        """Whether the adjoint of `value` may be zero because a branch was not taken."""
        ...

    def may_be_singular(self, value: SSAValue) -> bool:
        """Whether `value` may be infinite or NaN where a branch was not taken."""
        ...

    def reverse_branches(
        self,
        op: Operation,
        seeds: Sequence[SSAValue | None],
        build: Callable[[Sequence[Region], Sequence[Attribute]], Operation],
    ) -> None:
        """
        Reverse the regions of an op of which one runs. `seeds` are the adjoints of its results. `build` makes the
        reversed op from the reversed regions and its result types; adjoints of captured values come out as
        results.
        """
        ...

    def reverse_loop(
        self,
        op: Operation,
        block: Block,
        trip_count: Callable[[], SSAValue],
        carried: Sequence[CarriedAdjoint],
    ) -> Sequence[SSAValue | None]:
        """
        Reverse a loop with body `block` that ran `trip_count()` times, as an `scf.for`. Adjoints of captured values
        are carried without being named. Returns, per carried adjoint, what comes out at the end.
        """
        ...

    def reverse_parallel(self, op: ParallelOp, seeds: Sequence[tuple[SSAValue, SSAValue]]) -> None:
        """
        Reverse a parallel loop as one over the same iterations. `seeds` are values of its body with the adjoints that
        come to each of them; adjoints of captured values are reduced.
        """
        ...

    @property
    def is_concurrent(self) -> bool:
        """Whether other iterations of a parallel loop, running at the same time, may add to the same shadows."""
        ...

    def reverse_call(self, op: CallOp) -> None:
        """Call the reverse of a function that the forward sweep called in its augmented version."""
        ...


class DerivativeRule(Protocol):
    """How to differentiate one kind of op."""

    def tangent(self, op: Operation, ctx: TangentContext) -> None:
        """Build the tangents of the results; the op itself stays, or is replaced by `ctx.replace`."""
        ...

    def adjoint(self, op: Operation, ctx: AdjointContext) -> None:
        """Accumulate into the adjoints of the operands."""
        ...
