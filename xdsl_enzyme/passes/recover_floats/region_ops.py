"""Region ops that hand on values: with each value in pieces, they hand on each piece.

%r = scf.for … iter_args(%a = %i) -> (i64)   -->   %r0, %r1 = scf.for … iter_args(%a0 = %i0, %a1 = %i1) -> (i32, f32)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from xdsl.dialects import func, scf
from xdsl.ir import Block, Operation, SSAValue

from xdsl_enzyme.analyses.value_flow import terminator

SPLITTABLE: frozenset[type[Operation]] = frozenset(
    {func.FuncOp, scf.IfOp, scf.ForOp, scf.WhileOp, scf.IndexSwitchOp}
)
"""Ops whose results, and the arguments of whose blocks, can be in pieces."""


class Splitter(Protocol):
    """What `recover_floats` offers for region ops."""

    def split_arguments(self, block: Block, first: int = 0) -> None:
        """Put pieces beside the arguments of a block from the `first` on."""
        ...

    def split_operands(self, op: Operation, first: int, like: Sequence[SSAValue]) -> list[SSAValue]:
        """The operands of `op` from the `first` on, in the pieces of the values that they become."""
        ...

    def whole_operands(self, op: Operation, count: int) -> list[SSAValue]:
        """The first operands of `op`, put together again."""
        ...

    def split_block(self, block: Block) -> None:
        """Rewrite all ops of a block but the last."""
        ...

    def replace(self, op: Operation, operands: Sequence[SSAValue]) -> None:
        """A region op with other operands, and results in pieces; its regions are those of `op`."""
        ...


def _set_operands(op: Operation, first: int, operands: Sequence[SSAValue]) -> None:
    op.operands = [*op.operands[:first], *operands]


def split_branches(splitter: Splitter, op: Operation) -> None:
    """`scf.if`, `scf.index_switch`."""
    for region in op.regions:
        if region.blocks:
            splitter.split_block(region.block)
            last = terminator(region.block)
            _set_operands(last, 0, splitter.split_operands(last, 0, op.results))
    splitter.replace(op, op.operands)


def split_for(splitter: Splitter, op: scf.ForOp) -> None:
    body = op.body.block
    arguments = list(body.args[1:])
    bounds = splitter.whole_operands(op, 3)
    initial = splitter.split_operands(op, 3, arguments)
    splitter.split_arguments(body, 1)
    splitter.split_block(body)
    last = terminator(body)
    _set_operands(last, 0, splitter.split_operands(last, 0, arguments))
    splitter.replace(op, [*bounds, *initial])


def split_while(splitter: Splitter, op: scf.WhileOp) -> None:
    before, after = op.before_region.block, op.after_region.block
    carried, handed_on = list(before.args), list(after.args)
    initial = splitter.split_operands(op, 0, carried)
    for block, first, like in ((before, 1, handed_on), (after, 0, carried)):
        splitter.split_arguments(block)
        splitter.split_block(block)
        last = terminator(block)
        _set_operands(last, first, splitter.split_operands(last, first, like))
    splitter.replace(op, initial)


REGION_OPS: dict[type[Operation], Callable[..., None]] = {
    scf.IfOp: split_branches,
    scf.IndexSwitchOp: split_branches,
    scf.ForOp: split_for,
    scf.WhileOp: split_while,
}
