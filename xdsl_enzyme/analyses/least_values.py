"""The least that an integer can be where an op runs: by what it is made of, and by the conditions around the op.

On structured form::

    %n = arith.extui %k : i32 to i64          at least 0
    scf.if %k > 0 { …op… }                    at least 1, for that op
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xdsl.dialects import arith, scf
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.integer_constants import constant_integer
from xdsl_enzyme.analyses.integer_ranges import integer_range
from xdsl_enzyme.analyses.predicates import INVERSE, NE, SGE, SGT, SWAPPED, UGE, UGT

Resolve = Callable[[SSAValue], SSAValue]
"""What a value stands for, such as one that is popped from a cache."""


def least_value(value: SSAValue, where: Operation, resolve: Resolve) -> int | None:
    """A number that a signed integer is not below wherever `where` runs; None if none is known."""
    known = [*_by_conditions(value, where, resolve), integer_range(value).low]
    return max((one for one in known if one is not None), default=None)


def _by_conditions(value: SSAValue, where: Operation, resolve: Resolve) -> Iterator[int]:
    is_unsigned = isinstance(value.owner, arith.ExtUIOp)
    narrow = value.owner.operands[0] if isinstance(value.owner, arith.ExtUIOp) else value
    inner, outer = where, where.parent_op()
    while outer is not None:
        if isinstance(outer, scf.IfOp):
            condition = resolve(outer.cond).owner
            if isinstance(condition, arith.CmpiOp):
                predicate = condition.predicate.value.data
                if inner.parent_region() is not outer.true_region:
                    predicate = INVERSE[predicate]
                for known, lhs, rhs in (
                    (predicate, condition.lhs, condition.rhs),
                    (SWAPPED[predicate], condition.rhs, condition.lhs),
                ):
                    number = constant_integer(rhs)
                    if lhs is narrow and number is not None:
                        yield from _bound(known, number, is_unsigned)
        inner, outer = outer, outer.parent_op()


def _bound(predicate: int, number: int, is_unsigned: bool) -> Iterator[int]:
    """What ``predicate(x, number)`` says about the least that x can be, as a number with or without sign."""
    if predicate in (SGT, SGE):
        least = number + (predicate == SGT)
        # One that is not negative is the same number without sign.
        if not is_unsigned or least >= 0:
            yield least
    if predicate in (UGT, UGE) and is_unsigned and number >= 0:
        yield number + (predicate == UGT)
    if predicate == NE and number == 0 and is_unsigned:
        yield 1
