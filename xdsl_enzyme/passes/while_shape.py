"""Where a tail-controlled `scf.while` tests whether it goes on: at the end of an iteration, or at its beginning.

In the second form, which `lift-cf-to-scf` makes of loops that are tested first, all but the test is in an `scf.if`::

    %c = …                                          head: %c
    %j, %t = scf.if %c -> … {                       body: …
      …; scf.yield %next, %u          is read as    following: %next, %u
    } else { scf.yield %poison, %x }                exits: %poison, %x
    scf.condition(%c) %j, %t
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from xdsl.dialects import llvm
from xdsl.dialects.arith import CmpiOp, XOrIOp
from xdsl.dialects.scf import ConditionOp, IfOp, WhileOp, YieldOp
from xdsl.ir import Block, BlockArgument, Operation, OpResult, SSAValue
from xdsl.traits import MemoryEffectKind, is_side_effect_free, only_has_effect

from xdsl_enzyme.analyses.predicates import INVERSE
from xdsl_enzyme.passes.dead_code import is_speculatable
from xdsl_enzyme.passes.integer_builder import term_of


@dataclass
class WhileShape:
    """A loop: in each iteration `head` runs, then, if it goes on, `body`.

    In a loop that is tested at the end, all is in the head and `body` is None. The results are those of the
    `scf.while`; `exits` says what they are when the loop is left.
    """

    op: WhileOp
    head: Block
    body: Block | None
    condition: SSAValue
    goes_on: bool
    """The value of `condition` on which the loop goes on."""
    arguments: Sequence[BlockArgument]
    following: list[SSAValue]
    """The next value of each argument."""
    exits: list[SSAValue]

    def is_invariant(self, value: SSAValue) -> bool:
        owner = value.owner
        block = owner if isinstance(owner, Block) else owner.parent
        while block is not None:
            if block is self.head:
                return False
            block = block.parent_block()
        return True


def shape_of(op: WhileOp) -> WhileShape | None:
    """How `op` goes on; None if its after region does anything but to yield its arguments."""
    head, after = op.before_region.block, op.after_region.block
    condition, yielded = head.last_op, after.last_op
    if not isinstance(condition, ConditionOp) or after.first_op is not yielded:
        return None
    assert yielded is not None
    following: list[SSAValue] = []
    for value in yielded.operands:
        if not isinstance(value, BlockArgument) or value.block is not after:
            return None
        following.append(condition.args[value.index])
    exits = list(condition.args)
    test, goes_on = _strip_negation(condition.condition, True)
    shape = WhileShape(op, head, None, test, goes_on, head.args, following, exits)
    return _as_tested_at_beginning(shape) or shape


def _strip_negation(condition: SSAValue, value: bool) -> tuple[SSAValue, bool]:
    """A value that is not a negation, and what it is when `condition` is `value`."""
    while isinstance(negation := condition.owner, XOrIOp) and term_of(negation.rhs) == -1:
        condition, value = negation.lhs, not value
    return condition, value


def _is_same_test(a: SSAValue, b: SSAValue) -> bool | None:
    """Whether `a` equals `b` (True), its negation (False), or neither (None)."""
    if a is b:
        return True
    x, y = a.owner, b.owner
    if isinstance(x, CmpiOp) and isinstance(y, CmpiOp) and tuple(x.operands) == tuple(y.operands):
        p, q = x.predicate.value.data, y.predicate.value.data
        return True if p == q else False if p == INVERSE[q] else None
    return None


def _as_tested_at_beginning(shape: WhileShape) -> WhileShape | None:
    """The shape if the loop ends in `if goes on {body}`, with nothing but pure ops before and after."""
    branches = [op for op in shape.head.ops if isinstance(op, IfOp)]
    if not branches:
        return None
    branch = branches[-1]
    test, value = _strip_negation(branch.cond, True)
    same = _is_same_test(test, shape.condition)
    if same is None:
        return None
    taken = 0 if (value == shape.goes_on) == same else 1
    if not all(region.blocks for region in branch.regions) and branch.results:
        return None
    body_region, other_region = branch.regions[taken], branch.regions[1 - taken]
    if not body_region.blocks:
        return None
    if other_region.blocks and not isinstance(other_region.block.first_op, YieldOp):
        return None
    for op in shape.head.ops:
        if op is not branch and op is not shape.head.last_op and not _may_run_once_less(op):
            return None
    if any(use.operation is not shape.head.last_op for r in branch.results for use in r.uses):
        return None
    going_on = cast(YieldOp, body_region.block.last_op).operands
    leaving: Sequence[SSAValue] = (
        cast(YieldOp, other_region.block.last_op).operands if other_region.blocks else ()
    )
    position: dict[SSAValue, int] = {result: i for i, result in enumerate(branch.results)}

    def along(yields: Sequence[SSAValue], value: SSAValue) -> SSAValue:
        return yields[position[value]] if value in position else value

    return WhileShape(
        shape.op,
        shape.head,
        body_region.block,
        shape.condition,
        shape.goes_on,
        shape.arguments,
        [along(going_on, value) for value in shape.following],
        [along(leaving, value) for value in shape.exits],
    )


def _may_run_once_less(op: Operation) -> bool:
    """Whether nothing but the uses of `op` show that it has run."""
    if isinstance(op, llvm.LoadOp):
        return "volatile_" not in op.attributes and op.ordering.value.data == 0
    return is_speculatable(op) or (
        not op.regions and (is_side_effect_free(op) or only_has_effect(op, MemoryEffectKind.READ))
    )


def needed_after(shape: WhileShape) -> list[SSAValue]:
    """The values at the exit of the loop that are used after it, and those they are computed from.

    The latter only in a loop that is tested at the beginning: there, they are repeated after it.
    """
    pending = [
        value
        for value, result in zip(shape.exits, shape.op.results, strict=True)
        if result.first_use is not None
    ]
    needed: dict[SSAValue, None] = {}
    while pending:
        value = pending.pop()
        if value not in needed:
            needed[value] = None
            if shape.body is not None and isinstance(value, OpResult):
                pending += () if shape.is_invariant(value) else value.op.operands
    return list(needed)


def can_give_results(shape: WhileShape) -> bool:
    """Whether what a loop that is tested at the beginning computes last, and is used after it, can be repeated."""
    return shape.body is None or all(
        isinstance(value, BlockArgument)
        or shape.is_invariant(value)
        or is_speculatable(cast(OpResult, value).op)
        for value in needed_after(shape)
    )
