"""How often a counted loop goes on, as IR.

A loop steps `x` from a first value by a fixed step, and goes on as long as a comparison of `x` with a bound holds.
`LoopTest.count` is how often the comparison holds before it fails for the first time::

    x = lb; while (x < ub) x += 4;      count = (max(ub, lb) - lb + 3) / 4

Everything is computed in `i64`, of which trip counts use the unsigned range below 2^63. The formulas hold
wherever the loop has defined behaviour: where `x` could wrap around, and the increment does not say that
it does not (`nsw`, `nuw`), `None` is the answer, or a formula that takes the wrap into account. For 64 bits, a wrap takes
too long to matter.
"""

from __future__ import annotations

from dataclasses import dataclass

from xdsl.dialects.arith import (
    AndIOp,
    DivUIOp,
    ExtSIOp,
    ExtUIOp,
    IntegerOverflowFlag,
    MaxSIOp,
    MaxUIOp,
    MinSIOp,
    MinUIOp,
    ShRUIOp,
)
from xdsl.dialects.builtin import i1, i64

from xdsl_enzyme.analyses.predicates import EQ, NE, SGE, SGT, SLE, SLT, UGE, ULE, ULT
from xdsl_enzyme.passes.inductions import IntegerInduction
from xdsl_enzyme.passes.integer_builder import (
    IntegerBuilder,
    Term,
    signed,
    unsigned,
    width_of,
)

_SIGNED = (SLT, SLE, SGT, SGE)
_UPWARDS = (SLT, SLE, ULT, ULE)
_INCLUSIVE = (SLE, SGE, ULE, UGE)
# In 64 bits, smaller steps take too long to wrap around.
_LARGEST_STEP = 1 << 31


@dataclass(frozen=True)
class LoopTest:
    """Go on while `predicate(induction, bound)`."""

    predicate: int
    induction: IntegerInduction
    bound: Term
    after_step: bool
    """Whether it is the value of the next iteration that is compared."""

    def count(self, b: IntegerBuilder, guarded: bool) -> Term | None:
        """How many values in a row pass the test, from the initial one on; `None` if that cannot be said.

        With `after_step` the initial value counts without a test. `guarded` says that it is known to pass.
        """
        if self.predicate == EQ:
            return self._count_equal(b)
        if self.predicate == NE:
            return self._count_until_equal(b)
        if isinstance(self.induction.step, int):
            return self._count_ordered(b, guarded)
        return self._count_ordered_by_value(b)

    # equality

    def _count_equal(self, b: IntegerBuilder) -> Term | None:
        step, type = self.induction.step, self.induction.type
        if not isinstance(step, int):
            return None
        first = self.induction.initial
        if self.after_step:
            first = b.add(first, step, type)
        holds: Term = b.compare(EQ, first, self.bound, type)
        holds = b.widen(holds, i1, is_signed=False)
        return b.add(holds, 1, i64) if self.after_step else holds

    def _count_until_equal(self, b: IntegerBuilder) -> Term | None:
        """Solve `initial + k * step = bound` modulo the range of the type, for the smallest k."""
        step, type, width = self.induction.step, self.induction.type, width_of(self.induction.type)
        if not isinstance(step, int) or (width == 64 and abs(step) > _LARGEST_STEP):
            return None
        upwards = step > 0
        size = abs(step)
        twos = (size & -size).bit_length() - 1
        no_wrap = IntegerOverflowFlag.NSW in self.induction.overflow or (
            IntegerOverflowFlag.NUW in self.induction.overflow
        )
        first = self.induction.initial
        # As a last value, one that needs all steps of the range to be reached is as far as 0 steps.
        whole_range = self.after_step and width < 64 and not no_wrap
        if whole_range:
            first = b.add(first, step, type)
        distance = (
            b.subtract(self.bound, first, type) if upwards else b.subtract(first, self.bound, type)
        )
        distance = b.widen(distance, type, is_signed=False)
        if no_wrap or size == 1 << twos:
            count = self._divide(b, distance, size)
        else:
            odd, bits = size >> twos, width - twos
            shifted = b.binary(ShRUIOp, distance, twos, i64)
            product = b.multiply(shifted, pow(odd, -1, 1 << bits), i64)
            count = b.binary(AndIOp, product, signed((1 << bits) - 1, 64), i64)
        return b.add(count, 1, i64) if whole_range else count

    # order

    def _count_ordered(self, b: IntegerBuilder, guarded: bool) -> Term | None:
        step = self.induction.step
        assert isinstance(step, int)
        upwards = self.predicate in _UPWARDS
        if (step > 0) != upwards or not self._stays_in_range(step):
            return None
        size = abs(step)
        first, skipped = self._first(b, guarded)
        bound = self._exclusive_bound(b)
        # The distance from the first value that is tested, and one more step for the iteration before it.
        if not guarded:
            extended = b.add(first, step, i64) if self.after_step and not skipped else first
            bound = b.binary(self._clamp(upwards), bound, extended, i64)
        distance = b.subtract(bound, first, i64) if upwards else b.subtract(first, bound, i64)
        count = self._divide(b, b.add(distance, size - 1, i64), size)
        return b.add(count, 1, i64) if skipped else count

    def _first(self, b: IntegerBuilder, guarded: bool) -> tuple[Term, bool]:
        """The value to measure from in `i64`, and whether that is after a first iteration not yet counted."""
        induction = self.induction
        is_signed = self.predicate in _SIGNED
        flag = IntegerOverflowFlag.NSW if is_signed else IntegerOverflowFlag.NUW
        exact = (
            not self.after_step
            or guarded
            or flag in induction.overflow
            or width_of(induction.type) == 64
            or self._first_step_stays_in_range()
        )
        if exact:
            return b.widen(induction.initial, induction.type, is_signed), False
        stepped = b.add(induction.initial, induction.step, induction.type)
        return b.widen(stepped, induction.type, is_signed), True

    def _first_step_stays_in_range(self) -> bool:
        initial, step = self.induction.initial, self.induction.step
        width = width_of(self.induction.type)
        if not isinstance(initial, int) or not isinstance(step, int):
            return False
        if self.predicate in _SIGNED:
            return signed(initial + step, width) == initial + step
        initial = unsigned(initial, width)
        return unsigned(initial + step, width) == initial + step

    def _exclusive_bound(self, b: IntegerBuilder) -> Term:
        bound = b.widen(self.bound, self.induction.type, self.predicate in _SIGNED)
        if self.predicate in _INCLUSIVE:
            bound = b.add(bound, 1 if self.predicate in _UPWARDS else -1, i64)
        return bound

    def _clamp(self, upwards: bool) -> type[MaxSIOp | MaxUIOp | MinSIOp | MinUIOp]:
        # Narrower types have been widened to where both orders agree with that of `i64`.
        is_signed = self.predicate in _SIGNED or width_of(self.induction.type) < 64
        if upwards:
            return MaxSIOp if is_signed else MaxUIOp
        return MinSIOp if is_signed else MinUIOp

    def _stays_in_range(self, step: int) -> bool:
        """Whether the value cannot jump over the bound and out of the range of its type."""
        width = width_of(self.induction.type)
        is_signed = self.predicate in _SIGNED
        flag = IntegerOverflowFlag.NSW if is_signed else IntegerOverflowFlag.NUW
        if abs(step) == 1 or flag in self.induction.overflow:
            return True
        if width == 64:
            return abs(step) <= _LARGEST_STEP
        low, high = _range_of(self.bound, width, is_signed)
        lowest, highest = _full_range(width, is_signed)
        inclusive = self.predicate in _INCLUSIVE
        if step > 0:
            return high + step - (0 if inclusive else 1) <= highest
        return low + step + (0 if inclusive else 1) >= lowest

    def _count_ordered_by_value(self, b: IntegerBuilder) -> Term | None:
        """The same for a step that is not known. It is positive, or else the test never fails but by overflow."""
        step, type = self.induction.step, self.induction.type
        is_signed = self.predicate in _SIGNED
        flag = IntegerOverflowFlag.NSW if is_signed else IntegerOverflowFlag.NUW
        if self.predicate not in _UPWARDS or flag not in self.induction.overflow:
            return None
        first = b.widen(self.induction.initial, type, is_signed)
        size = b.widen(step, type, is_signed)
        if self.after_step:
            first = b.add(first, size, i64)
        bound = b.binary(self._clamp(upwards=True), self._exclusive_bound(b), first, i64)
        # If the step is not positive, the distance is zero in every program with defined behaviour.
        size = b.binary(MaxSIOp if is_signed else MaxUIOp, size, 1, i64)
        distance = b.add(b.subtract(bound, first, i64), b.subtract(size, 1, i64), i64)
        count = b.binary(DivUIOp, distance, size, i64)
        return b.add(count, 1, i64) if self.after_step else count

    @staticmethod
    def _divide(b: IntegerBuilder, distance: Term, size: int) -> Term:
        twos = size.bit_length() - 1
        if size == 1 << twos:
            return b.binary(ShRUIOp, distance, twos, i64)
        return b.binary(DivUIOp, distance, size, i64)


def _full_range(width: int, is_signed: bool) -> tuple[int, int]:
    return (-(1 << width - 1), (1 << width - 1) - 1) if is_signed else (0, (1 << width) - 1)


def _range_of(term: Term, width: int, is_signed: bool) -> tuple[int, int]:
    """The least and greatest value that `term`, of `width` bits, can have as far as is easily seen."""
    if isinstance(term, int):
        value = term if is_signed else unsigned(term, width)
        return value, value
    extension = term.owner
    if isinstance(extension, ExtUIOp):
        return _full_range(width_of(extension.input.type), False)
    if isinstance(extension, ExtSIOp) and is_signed:
        return _full_range(width_of(extension.input.type), True)
    return _full_range(width, is_signed)
