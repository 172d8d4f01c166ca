"""Carried values that a reversed loop can have back by undoing what each iteration did to them.

On structured form after `enzyme-reverse`. A sign that changes, a counter that some iterations increment::

    %last = scf.for %i … iter_args(%s = %start) { … scf.yield (%c ? -%s : %s) }        {enzyme.loop = 0}
    scf.for %k … iter_args(%t = %last) { %s = %c ? -%t : %t; … scf.yield %s }          {enzyme.reversed_loop = 0}

Instead of one value for each iteration, one for the whole loop is enough, and what decides and is added (here %c), which must not depend on what the loop
carries. Only what is undone exactly: negation, and the addition and exclusive or of integers, which wrap around.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.dialects import arith, scf
from xdsl.ir import Block, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.value_flow import is_inside, terminator

Again = Callable[[SSAValue], SSAValue]
"""Says what a forward value is in the reverse sweep."""
Insert = Callable[[Operation], SSAValue]
"""Inserts an op there."""


@dataclass(frozen=True)
class Undoing:
    """How the value before an iteration follows from the one after it."""

    inputs: Sequence[SSAValue]
    """Other forward values that it takes."""
    build: Callable[[SSAValue, Again, Insert], SSAValue]
    """Computes the value before an iteration from the one after it."""


def undoing(argument: SSAValue) -> Undoing | None:
    """How a value that a counted loop carries is undone; None if it can't be."""
    body = argument.owner
    if not isinstance(body, Block) or not isinstance(argument, BlockArgument):
        return None
    loop = body.parent_op()
    if not isinstance(loop, scf.ForOp) or argument.index == 0:
        return None
    found = _undo(terminator(body).operands[argument.index - 1], argument, body)
    if found is None or not all(_is_independent(one, body) for one in found.inputs):
        return None
    return found


def final_value(argument: SSAValue) -> SSAValue:
    """What a loop results in for a value that it carries."""
    assert isinstance(argument, BlockArgument)
    loop = argument.owner.parent_op()
    assert isinstance(loop, scf.ForOp)
    return loop.results[argument.index - 1]


def carried_value(result: SSAValue) -> SSAValue | None:
    """The value that a loop carries of which `result` is the last one; None if it is no result of a counted loop."""
    loop = result.owner
    if not isinstance(loop, scf.ForOp):
        return None
    return loop.body.block.args[1 + loop.results.index(result)]


def _undo(value: SSAValue, argument: SSAValue, body: Block) -> Undoing | None:
    """How `argument` follows from `value`, in a block of the body."""
    if value is argument:
        return Undoing((), lambda after, again, insert: after)
    rule = _RULES.get(type(value.owner))
    return None if rule is None else rule(value.owner, value, argument, body)


def _negation(op: arith.NegfOp, value: SSAValue, argument: SSAValue, body: Block) -> Undoing | None:
    inner = _undo(op.operand, argument, body)
    if inner is None:
        return None

    def build(after: SSAValue, again: Again, insert: Insert) -> SSAValue:
        return inner.build(insert(arith.NegfOp(after)), again, insert)

    return Undoing(inner.inputs, build)


def _inverted_by(
    inverse: Callable[[SSAValue, SSAValue], Operation], *, may_be_second: bool
) -> Callable[[Operation, SSAValue, SSAValue, Block], Undoing | None]:
    def rule(op: Operation, value: SSAValue, argument: SSAValue, body: Block) -> Undoing | None:
        operands = list(op.operands)
        for kept, other in (operands, operands[::-1])[: 1 + may_be_second]:
            inner = _undo(kept, argument, body)
            if inner is not None:
                return _with_operand(inner, other, inverse)
        return None

    return rule


def _with_operand(
    inner: Undoing, other: SSAValue, inverse: Callable[[SSAValue, SSAValue], Operation]
) -> Undoing:
    def build(after: SSAValue, again: Again, insert: Insert) -> SSAValue:
        return inner.build(insert(inverse(after, again(other))), again, insert)

    return Undoing((*inner.inputs, other), build)


def _select(op: arith.SelectOp, value: SSAValue, argument: SSAValue, body: Block) -> Undoing | None:
    return _chosen(op.cond, (op.lhs, op.rhs), argument, body)


def _branch(op: scf.IfOp, value: SSAValue, argument: SSAValue, body: Block) -> Undoing | None:
    if not all(region.blocks for region in op.regions):
        return None
    index = op.results.index(value)
    arms = [terminator(region.block).operands[index] for region in op.regions]
    return _chosen(op.cond, arms, argument, body)


def _chosen(
    condition: SSAValue, arms: Sequence[SSAValue], argument: SSAValue, body: Block
) -> Undoing | None:
    undone = [_undo(arm, argument, body) for arm in arms]
    if undone[0] is None or undone[1] is None:
        return None
    first, second = undone[0], undone[1]

    def build(after: SSAValue, again: Again, insert: Insert) -> SSAValue:
        values = (one.build(after, again, insert) for one in (first, second))
        return insert(arith.SelectOp(again(condition), *values))

    return Undoing((condition, *first.inputs, *second.inputs), build)


_RULES: dict[type[Operation | Block], Callable[..., Undoing | None]] = {
    arith.NegfOp: _negation,
    arith.AddiOp: _inverted_by(arith.SubiOp, may_be_second=True),
    arith.SubiOp: _inverted_by(arith.AddiOp, may_be_second=False),
    arith.XOrIOp: _inverted_by(arith.XOrIOp, may_be_second=True),
    arith.SelectOp: _select,
    scf.IfOp: _branch,
}


def _is_independent(value: SSAValue, body: Block) -> bool:
    """Whether a value is known in the body itself, from ops that nothing that the loop carries goes into."""
    region = body.parent
    assert region is not None
    pending = [value]
    seen: set[SSAValue] = set()
    while pending:
        one = pending.pop()
        if one in seen:
            continue
        seen.add(one)
        if isinstance(one.owner, Block):
            if one.owner is body and one is not body.args[0]:
                return False
            if one.owner is not body and is_inside(one.owner, region):
                return False
            continue
        block = one.owner.parent_block()
        if block is None or (block is not body and is_inside(block, region)):
            return False
        if block is body:
            if one.owner.regions:
                return False
            pending += one.owner.operands
    return True
