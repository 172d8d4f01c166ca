"""Which reversed loops do nothing if the adjoints that enter them are zero?

On structured form after `enzyme-lower-cache`. Where a branch was not taken, adjoints are zero::

    %a = arith.select %taken, %adjoint, %zero
    scf.for %k … iter_args(%b = %a, %s = %sum) {
      %t = mulf %b, %v                                if %a is zero, so is %t,
      %d = load %dx[%k]; store %d + %t, %dx[%k]       the store changes nothing,
      scf.yield %b, %s + %t }                         and %sum comes out as it went in

`zero_adjoints` has the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xdsl.dialects import arith, scf
from xdsl.ir import Block, SSAValue

from xdsl_enzyme.analyses.value_flow import is_inside, terminator, walk_regions
from xdsl_enzyme.analyses.zero_adjoints import facts_about_loop, is_understood, is_zero
from xdsl_enzyme.dialects.tangent_types import FLOAT_TYPES


def zeros_that_idle(loop: scf.ForOp) -> Sequence[SSAValue]:
    """
    Floats from outside of a loop, each of which is zero if a branch was not taken. If all of them are, the loop changes no memory and results in its
    initial values. Empty if that cannot be told.
    """
    candidates = list(dict.fromkeys(filter(_may_be_zero, _values_from_outside(loop))))
    if not candidates or not all(map(is_understood, walk_regions(loop))):
        return ()
    facts = facts_about_loop(loop, candidates)
    stays = all(
        facts.origin(one) is start for one, start in zip(loop.results, loop.iter_args, strict=True)
    )
    return candidates if stays and facts.writes_back else ()


def _values_from_outside(loop: scf.ForOp) -> Iterator[SSAValue]:
    for op in walk_regions(loop):
        for operand in op.operands:
            block = (
                operand.owner if isinstance(operand.owner, Block) else operand.owner.parent_block()
            )
            if isinstance(operand.type, FLOAT_TYPES) and (
                block is None or not is_inside(block, loop.body)
            ):
                yield operand


def _may_be_zero(value: SSAValue) -> bool:
    """Whether it is chosen between something and zero."""
    op = value.owner
    if isinstance(op, arith.SelectOp):
        return is_zero(op.lhs) != is_zero(op.rhs)
    if isinstance(op, scf.IfOp) and all(region.blocks for region in op.regions):
        index = op.results.index(value)
        zeros = [is_zero(terminator(one.block).operands[index]) for one in op.regions]
        return zeros[0] != zeros[1]
    return False
