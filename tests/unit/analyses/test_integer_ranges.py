"""Ranges of integers, and strided intervals."""

import pytest

from tests.unit.analyses.parsed import function, parse, value
from xdsl_enzyme.analyses.integer_ranges import Range, integer_range
from xdsl_enzyme.analyses.memory_objects import Offset

HEAD = """func.func @f(%n : i64, %b : i8, %c : i1) {
  %zero = arith.constant 0 : i64
  %two = arith.constant 2 : i64
  %six = arith.constant 6 : i64
  %minus = arith.constant -4 : i64
  %true = arith.constant true
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%r = arith.addi %two, %minus : i64", Range(-2, -2)),
        ("%r = arith.muli %n, %six : i64", Range()),
        ("%m = arith.extui %b : i8 to i64\n%r = arith.muli %m, %six : i64", Range(0, 1530)),
        ("%m = arith.extui %b : i8 to i64\n%r = arith.subi %two, %m : i64", Range(-253, 2)),
        ("%r = arith.extui %true : i1 to i64", Range(0, 1)),
        ("%r = arith.remui %n, %six : i64", Range(0, 5)),
        ("%r = arith.remui %n, %minus : i64", Range()),
        ("%r = arith.andi %n, %six : i64", Range(0, 6)),
        ("%r = arith.andi %n, %minus : i64", Range()),
        ("%r = arith.shrui %n, %two : i64", Range(0)),
        ("%r = arith.shrsi %n, %two : i64", Range()),
        ("%m = arith.shli %two, %two : i64\n%r = arith.select %c, %m, %six : i64", Range(6, 8)),
        ("%r = arith.select %c, %n, %six : i64", Range()),
        ("%r = scf.for %i = %zero to %n step %two iter_args(%a = %six) -> (i64) : i64 {"
         "%d = arith.addi %a, %two : i64\nscf.yield %d : i64 }", Range(4)),
        ("%r = scf.for %i = %zero to %n step %two iter_args(%a = %six) -> (i64) : i64 {"
         "%d = arith.addi %a, %minus : i64\nscf.yield %d : i64 }", Range()),
        ("%r = scf.for %i = %zero to %n step %two iter_args(%a = %six) -> (i64) : i64 {"
         "%d = arith.addi %i, %two : i64\nscf.yield %d : i64 }", Range(2)),
    ],
)  # fmt: skip
def test_ranges(text: str, expected: Range):
    root = function(parse(f"{HEAD}{text}\nfunc.return }}\n"))
    assert integer_range(value(root, "r")) == expected


def members(offset: Offset) -> set[int]:
    """Those from -40 to 40."""
    return {
        at
        for at in range(-40, 41)
        if (at % offset.modulus == offset.residue if offset.modulus else at == offset.residue)
        and (offset.low is None or at >= offset.low)
        and (offset.high is None or at <= offset.high)
    }


OFFSETS = (
    *(Offset(), Offset(-8), Offset(12), Offset(4, 8), Offset(0, 1)),
    *(Offset.of(0, 8, 16, 24), Offset.of(0, 8, 1), Offset.of(4, 8, None, 11), Offset.of(3, 6, -9, 9)),
)  # fmt: skip


@pytest.mark.parametrize("one", OFFSETS)
@pytest.mark.parametrize("other", OFFSETS)
def test_strided_intervals(one: Offset, other: Offset):
    """Whatever is computed contains all that there is to it."""
    either = one.hull(other)
    assert members(one) | members(other) <= members(either)
    assert either.contains(one)
    assert either.contains(other)
    assert one.contains(other) == (members(other) <= members(one))
    sums = {a + b for a in members(one) for b in members(other)}
    assert {at for at in sums if -40 <= at <= 40} <= members(one.plus(other))
    assert {-at for at in members(one)} == members(one.negated())
    for size in (1, 8):
        meet = any(a < b + 4 and b < a + size for a in members(one) for b in members(other))
        assert one.may_overlap(size, other, 4) >= meet
    clipped = one.clipped(-3, 17)
    assert (members(clipped) if clipped else set()) == {at for at in members(one) if -3 <= at <= 17}
