"""Makes each tail-controlled `scf.while` count how often its body runs, for the reverse sweep.

%r = scf.while (%a = %x) { … scf.condition(%c) %b } do { ^(%b): scf.yield %b }
-->
%r, %n = scf.while (%a = %x, %k = 0) {
  … %next = arith.addi %k, 1
  scf.condition(%c) %b, %next
} do { ^(%b, %k): scf.yield %b, %k }        {enzyme.counted = 1}
"""

from __future__ import annotations

from xdsl.builder import Builder
from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import IntegerAttr, i64
from xdsl.ir import Operation
from xdsl.rewriter import InsertPoint

from xdsl_enzyme.analyses.value_flow import terminator, walk_regions
from xdsl_enzyme.rules.scf import COUNTED, integer


def count_while_loops(function: Operation) -> None:
    """Add a counter to each while loop in `function` that has none."""
    for op in list(walk_regions(function)):
        if isinstance(op, scf.WhileOp) and COUNTED not in op.attributes:
            _count(op)


def _count(op: scf.WhileOp) -> None:
    before, after = op.before_region.block, op.after_region.block
    start = integer(Builder(InsertPoint.before(op)), 0, i64)
    condition = terminator(before)
    at_end = Builder(InsertPoint.before(condition))
    count = before.insert_arg(i64, len(before.args))
    following = at_end.insert(arith.AddiOp(count, integer(at_end, 1, i64))).result
    condition.operands = [*condition.operands, following]
    again = after.insert_arg(i64, len(after.args))
    last = terminator(after)
    last.operands = [*last.operands, again]
    new = scf.WhileOp.create(
        operands=[*op.operands, start],
        result_types=[*op.result_types, i64],
        attributes={**op.attributes, COUNTED: IntegerAttr(len(op.results), i64)},
        regions=[op.detach_region(region) for region in list(op.regions)],
        location=op.location,
    )
    block = op.parent_block()
    assert block is not None
    block.insert_op_before(new, op)
    for old, result in zip(op.results, new.results, strict=False):
        result.name_hint = old.name_hint
        old.replace_all_uses_with(result)
    op.detach()
    op.erase()
