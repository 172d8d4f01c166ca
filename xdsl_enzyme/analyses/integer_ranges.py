"""Between which numbers an integer is, so that it is known in which direction, and how far, an index moves a pointer.

On structured form::

    %r = arith.remui %h, %n                   0 or more
    %s = arith.select %c, %c16, %c24          16 to 24
    %k = scf.for %i = %c0 to %n step %c1      %i is 0 or more

Arithmetic is taken not to wrap around, as in addresses it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from xdsl.dialects import arith, llvm, scf, ub
from xdsl.dialects.builtin import IntegerAttr, IntegerType
from xdsl.ir import Attribute, BlockArgument, Operation, SSAValue

from xdsl_enzyme.analyses.gep_steps import gep_steps
from xdsl_enzyme.analyses.value_flow import value_flow


class Range(NamedTuple):
    """From `low` to `high`, as far as these are known."""

    low: int | None = None
    high: int | None = None

    def plus(self, other: Range) -> Range:
        return Range(_sum(self.low, other.low), _sum(self.high, other.high))

    def negated(self) -> Range:
        return Range(
            None if self.high is None else -self.high, None if self.low is None else -self.low
        )

    def hull(self, other: Range) -> Range:
        """What is in both, and between them."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Range(low, high)

    def times(self, factor: int) -> Range:
        """For a factor of 0 or more."""
        return Range(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )

    @property
    def is_natural(self) -> bool:
        return self.low is not None and self.low >= 0


UNKNOWN = Range()
NATURAL = Range(0)

MOST_VALUES = 100
"""How many values are looked at to find out about one."""


def integer_range(value: SSAValue) -> Range:
    """What is known of an integer."""
    return _Search().of(value)


class _Search:
    """What is assumed of values that go round in loops, while it is found out whether it is true."""

    def __init__(self) -> None:
        self.assumed: dict[SSAValue, Range] = {}
        self.seen = 0

    def of(self, value: SSAValue) -> Range:
        if value in self.assumed:
            return self.assumed[value]
        self.seen += 1
        op = value.block.parent_op() if isinstance(value, BlockArgument) else value.owner
        if isinstance(op, arith.ConstantOp) and isinstance(op.value, IntegerAttr):
            number: int = op.value.value.data
            return Range(number, number)
        if not isinstance(op, Operation) or self.seen > MOST_VALUES:
            return UNKNOWN
        if (handler := _HANDLERS.get(type(op))) is not None:
            return handler(op, [self.of(one) for one in op.operands])
        if isinstance(op, scf.ForOp) and isinstance(value, BlockArgument) and value.index == 0:
            begin, step = self.of(op.lb), self.of(op.step)
            return Range(begin.low) if step.is_natural else UNKNOWN
        return self._handed_on(op, value)

    def _handed_on(self, op: Operation, value: SSAValue) -> Range:
        """All that a value may be which comes out of a choice, or goes round in a loop: 0 or more if that follows from itself."""
        sources = [source for source, target in value_flow(op) if target is value]
        sources = [one for one in sources if not isinstance(one.owner, _UNDEFINED)]
        if not sources:
            return UNKNOWN
        before = dict(self.assumed)
        self.assumed[value] = NATURAL
        found = [self.of(one) for one in sources]
        if not all(one.is_natural for one in found):
            # What was found by way of the assumption does not hold.
            self.assumed = {**before, value: UNKNOWN}
            found = [self.of(one) for one in sources]
        return _hull(found)


def gep_range(op: llvm.GEPOp) -> Range:
    """How far a `getelementptr` moves its pointer at least, and at most, in bytes."""
    fixed, variable = gep_steps(op)
    moved = Range(0, 0)
    for index, scale in variable:
        moved = moved.plus(integer_range(index).times(scale))
    if "nuw" in op.attributes and not moved.is_natural:
        # No index is negative then.
        moved = Range(0, moved.high)
    return moved.plus(Range(fixed, fixed))


def _hull(ranges: Sequence[Range]) -> Range:
    joined, *others = ranges
    for one in others:
        joined = joined.hull(one)
    return joined


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _width(value: SSAValue) -> int | None:
    type: Attribute = value.type
    return type.bitwidth if isinstance(type, IntegerType) else None


def _add(op: Operation, operands: Sequence[Range]) -> Range:
    return operands[0].plus(operands[1])


def _subtract(op: Operation, operands: Sequence[Range]) -> Range:
    return operands[0].plus(operands[1].negated())


def _multiply(op: Operation, operands: Sequence[Range]) -> Range:
    one, other = operands
    for factor, rest in ((one, other), (other, one)):
        if factor.low is not None and factor.low == factor.high and factor.low >= 0:
            return rest.times(factor.low)
    return NATURAL if one.is_natural and other.is_natural else UNKNOWN


def _shift_left(op: Operation, operands: Sequence[Range]) -> Range:
    value, amount = operands
    if amount.low is not None and amount.low == amount.high and 0 <= amount.low < 64:
        return value.times(1 << amount.low)
    return NATURAL if value.is_natural else UNKNOWN


def _shift_right(op: Operation, operands: Sequence[Range]) -> Range:
    value, amount = operands
    if value.is_natural:
        return Range(0, value.high)
    is_unsigned = isinstance(op, arith.ShRUIOp)
    return NATURAL if is_unsigned and amount.low is not None and amount.low > 0 else UNKNOWN


def _mask(op: Operation, operands: Sequence[Range]) -> Range:
    natural = [one for one in operands if one.is_natural]
    if not natural:
        return UNKNOWN
    ends = [one.high for one in natural if one.high is not None]
    return Range(0, min(ends, default=None))


def _remainder(op: Operation, operands: Sequence[Range]) -> Range:
    """Unsigned: less than the divisor, which is a size, and not one of more than half of all memory."""
    divisor = operands[1]
    if divisor.low is not None and divisor.low < 0:
        return UNKNOWN
    return Range(0, None if divisor.high is None else divisor.high - 1)


def _extend_sign(op: Operation, operands: Sequence[Range]) -> Range:
    return operands[0]


def _extend_zero(op: Operation, operands: Sequence[Range]) -> Range:
    (operand,) = operands
    if operand.is_natural:
        return operand
    width = _width(op.operands[0])
    return Range(0, (1 << width) - 1) if width is not None and width <= 8 else NATURAL


def _greater(op: Operation, operands: Sequence[Range]) -> Range:
    lows = [one.low for one in operands if one.low is not None]
    highs = [one.high for one in operands if one.high is not None]
    return Range(max(lows, default=None), max(highs) if len(highs) == 2 else None)


def _less(op: Operation, operands: Sequence[Range]) -> Range:
    return _greater(op, [one.negated() for one in operands]).negated()


_UNDEFINED = (ub.PoisonOp, llvm.UndefOp)

_HANDLERS: dict[type[Operation], Callable[[Operation, Sequence[Range]], Range]] = {
    arith.AddiOp: _add,
    arith.SubiOp: _subtract,
    arith.MuliOp: _multiply,
    arith.ShLIOp: _shift_left,
    arith.ShRUIOp: _shift_right,
    arith.ShRSIOp: _shift_right,
    arith.AndIOp: _mask,
    arith.RemUIOp: _remainder,
    arith.MaxSIOp: _greater,
    arith.MinSIOp: _less,
    arith.ExtSIOp: _extend_sign,
    arith.IndexCastOp: _extend_sign,
    arith.ExtUIOp: _extend_zero,
}
