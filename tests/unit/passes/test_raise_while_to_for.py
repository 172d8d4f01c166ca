"""Raised loops run as often as they did, with the same values: all kinds of tests, steps and bounds in four bits."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from xdsl.dialects.scf import ForOp, IfOp, WhileOp

from tests.unit.passes.control_flow_interpreter import run
from tests.unit.passes.random_control_flow import random_function
from tests.unit.passes.test_lift_cf_to_scf import CHOICES, function, lifted, parse
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.passes.raise_while_to_for import raise_while_to_for

PREDICATES = ["eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge"]
COMPARE = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}
STEPS = [1, -1, 2, -2, 3, -3, 5, 6]
FLAGS = ["", "nsw", "nuw"]
SHAPES = ["next", "current", "head"]

TAIL = """
  %r:4 = scf.while (%i = %lb, %s = %s0) : (T, i32) -> (T, T, i32, i32) {
    func.call @seen(%i, %s) : (T, i32) -> ()
    %j = arith.addi %i, %st FLAGS : T
    %t = arith.addi %s, %s1 : i32
    %u = arith.muli %t, %t : i32
    %c = arith.cmpi PREDICATE, TESTED, %ub : T
    scf.condition(%c) %j, %i, %t, %u : T, T, i32, i32
  } do {
  ^after(%x0: T, %x1: T, %x2: i32, %x3: i32):
    scf.yield %x0, %x2 : T, i32
  }
"""

HEAD = """
  %r:4 = scf.while (%i = %lb, %s = %s0) : (T, i32) -> (T, T, i32, i32) {
    %c = arith.cmpi PREDICATE, TESTED, %ub : T
    %u = arith.muli %s, %s : i32
    %j, %t = scf.if %c -> (T, i32) {
      func.call @seen(%i, %s) : (T, i32) -> ()
      %y = arith.addi %i, %st FLAGS : T
      %z = arith.addi %s, %s1 : i32
      scf.yield %y, %z : T, i32
    } else {
      scf.yield %p, %s0 : T, i32
    }
    scf.condition(%c) %j, %i, %t, %u : T, T, i32, i32
  } do {
  ^after(%x0: T, %x1: T, %x2: i32, %x3: i32):
    scf.yield %x0, %x2 : T, i32
  }
"""


def program(shape: str, predicate: str, step: str, flags: str, type: str = "i4") -> str:
    """A loop from argument 0 to argument 1, by a constant or by argument 2 (`%by`)."""
    loop = HEAD if shape == "head" else TAIL
    loop = loop.replace("TESTED", "%j" if shape == "next" else "%i")
    loop = loop.replace("PREDICATE", predicate)
    loop = loop.replace("FLAGS", f"overflow<{flags}>" if flags else "")
    constant = "" if step == "%by" else f"%st = arith.constant {step} : T"
    loop = loop.replace("%st", "%by") if step == "%by" else loop
    # What is passed on while going on means nothing at the exit of a loop that is tested at the beginning.
    results = "%r#1, %r#3" if shape == "head" else "%r#0, %r#1, %r#2, %r#3"
    types = "T, i32" if shape == "head" else "T, T, i32, i32"
    return (
        f"""
    func.func private @seen(T, i32)
    func.func @f(%lb: T, %ub: T, %by: T) -> ({types}) {{
      {constant}
      %p = ub.poison : T
      %s0 = arith.constant 7 : i32
      %s1 = arith.constant 3 : i32
      {loop}
      func.return {results} : {types}
    }}
    """.replace("T,", f"{type},")
        .replace(" T", f" {type}")
        .replace("(T", f"({type}")
    )


def trip_count(
    shape: str, predicate: str, step: int, flags: str, lb: int, ub: int, width: int = 4
) -> int | None:
    """How often the body runs; None if that is undefined or for ever."""
    low, high = -(1 << width - 1), (1 << width - 1) - 1
    mask = (1 << width) - 1
    unsigned = predicate[0] == "u"

    def holds(value: int) -> bool:
        a, b = (value & mask, ub & mask) if unsigned else (value, ub)
        return COMPARE[predicate.lstrip("su")](a, b)

    value = lb
    for trip in range(1 << width + 1):
        if shape == "head" and not holds(value):
            return trip
        following = value + step
        poison = ("nsw" in flags and not low <= following <= high) or (
            "nuw" in flags and (value & mask) + (step & mask) > mask
        )
        following = (following - low & mask) + low
        if shape == "next":
            if poison:
                return None
            if not holds(following):
                return trip + 1
        elif shape == "current" and not holds(value):
            # The next value is returned.
            return None if poison else trip + 1
        if poison:
            return None
        value = following
    return None


def check(text: str, shape: str, cases: list[tuple[list[int], int]]) -> bool:
    """Whether the loop of `text` was raised; asserts that it still runs as often as `cases` say."""
    source = parse(text)
    raised = source.clone()
    raise_while_to_for(raised)
    raised.verify()
    verify_dominance(raised)
    for arguments, trip in cases:
        expected = run(function(source), arguments, iter(()))
        actual = run(function(raised), arguments, iter(()))
        assert len(expected.trace) == trip
        assert actual == expected, f"{arguments}\n{text}\n{raised}"
    loops = [op for op in raised.walk() if isinstance(op, ForOp | WhileOp)]
    assert len(loops) == 1
    return isinstance(loops[0], ForOp)


def is_counted(shape: str, predicate: str, step: int, flags: str) -> bool:
    """Which of the loops must be raised; others may be."""
    if predicate in ("eq", "ne") or step in (1, -1):
        ascending = predicate in ("slt", "sle", "ult", "ule")
        return predicate in ("eq", "ne") or (step > 0) == ascending
    if predicate in ("slt", "sle"):
        return step > 0 and flags == "nsw"
    if predicate in ("ult", "ule"):
        return step > 0 and flags == "nuw"
    return predicate in ("sgt", "sge") and step < 0 and flags == "nsw"


@pytest.mark.parametrize("predicate", PREDICATES)
@pytest.mark.parametrize("shape", SHAPES)
def test_four_bits(shape: str, predicate: str):
    random = Random(f"{shape}{predicate}")
    for step, flags in product(STEPS, FLAGS):
        bounds = random.sample(list(product(range(-8, 8), repeat=2)), 16)
        cases = [
            ([lb, ub, 0], trip)
            for lb, ub in bounds
            if (trip := trip_count(shape, predicate, step, flags, lb, ub)) is not None
        ]
        raised = check(program(shape, predicate, str(step), flags), shape, cases)
        assert raised or not is_counted(shape, predicate, step, flags), (step, flags)


@pytest.mark.parametrize("predicate", ["slt", "sle", "ult", "ule"])
@pytest.mark.parametrize("shape", SHAPES)
def test_step_by_value(shape: str, predicate: str):
    flags = "nsw" if predicate[0] == "s" else "nuw"
    cases = [
        ([lb, ub, step], trip)
        for lb, ub, step in product(range(-8, 8, 3), range(-8, 8), range(-3, 8))
        if step and (trip := trip_count(shape, predicate, step, flags, lb, ub)) is not None
    ]
    assert check(program(shape, predicate, "%by", flags), shape, cases)


GUARDED = """
func.func private @seen(i4, i32)
func.func @f(%lb: i4, %ub: i4) -> (i4, i32, i32, i32) {
  %st = arith.constant 1 : i4
  %zero = arith.constant 0 : i4
  %p = ub.poison : i32
  %s0 = arith.constant 7 : i32
  %s1 = arith.constant 3 : i32
  %g = arith.cmpi GUARD : i4
  %q:4 = scf.if %g -> (i4, i32, i32, i32) {
    THEN
  } else {
    ELSE
  }
  func.return %q#0, %q#1, %q#2, %q#3 : i4, i32, i32, i32
}
"""


@pytest.mark.parametrize("predicate", ["ne", "slt", "ule"])
@pytest.mark.parametrize(
    "guard",
    ["PRED, %lb, %ub", "sgt, %ub, %zero", "ne, %ub, %zero", "slt, %zero, %ub", "sge, %lb, %ub"],
)
@pytest.mark.parametrize("inside", ["THEN", "ELSE"])
def test_guards(predicate: str, guard: str, inside: str):
    """Whatever a guard asks, the loop that does without it runs as often, and gives the same."""
    loop = TAIL.replace("PREDICATE", predicate).replace("TESTED", "%j")
    loop = loop.replace("FLAGS", "overflow<nsw, nuw>").replace("T", "i4")
    types = "i4, i32, i32, i32"
    runs = f"{loop}\n scf.yield %r#0, %r#2, %r#3, %r#2 : {types}"
    runs_not = f"scf.yield %lb, %s0, %s1, %p : {types}"
    for lower in ("%lb", "%zero"):
        text = GUARDED.replace("GUARD", guard.replace("PRED", predicate))
        text = text.replace(inside, runs).replace("ELSE" if inside == "THEN" else "THEN", runs_not)
        source = parse(text.replace("%i = %lb", f"%i = {lower}"))
        raised = source.clone()
        raise_while_to_for(raised)
        raised.verify()
        verify_dominance(raised)
        assert not any(isinstance(op, IfOp) for op in raised.walk())
        for lb, ub in product(range(-8, 8), repeat=2):
            first = lb if lower == "%lb" else 0
            if trip_count("next", predicate, 1, "nsw nuw", first, ub) is not None:
                expected = run(function(source), [lb, ub], iter(()))
                actual = run(function(raised), [lb, ub], iter(()))
                assert expected.results is not None
                assert actual.results is not None
                # The last is poison if the loop does not run.
                keep = 4 if expected.trace else 3
                assert actual.trace == expected.trace
                assert actual.results[:keep] == expected.results[:keep]


@pytest.mark.parametrize("type", ["i64", "index", "i32", "i1"])
@pytest.mark.parametrize("shape", SHAPES)
def test_types(shape: str, type: str):
    width = {"i1": 1, "i32": 32}.get(type, 64)
    step = -1 if width == 1 else 4
    bounds = [(0, -1), (-1, 0)] if width == 1 else [(0, 12), (-4, 400), (100, 104)]
    cases = [
        ([lb, ub, 0], trip)
        for lb, ub in bounds
        if (trip := (ub - lb) // step if width > 1 else 1) is not None
    ]
    if shape == "current":
        cases = [(arguments, trip + 1) for arguments, trip in cases]
    assert check(program(shape, "ne", str(step), "", type), shape, cases)


def test_extreme_bounds_of_64_bits():
    low, high = -(1 << 63), (1 << 63) - 1
    cases = [([lb, ub, 0], 1) for lb, ub in [(high - 1, high), (high, low), (0, low), (5, 0)]]
    assert check(program("next", "slt", "1", "", "i64"), "next", cases)
    cases = [([lb, ub, 0], 0) for lb, ub in [(high, low), (0, low), (high, high)]]
    assert check(program("head", "slt", "1", "", "i64"), "head", cases)
    assert check(program("head", "slt", "4", "", "i64"), "head", cases)


@pytest.mark.parametrize("batch", range(5))
def test_random_graphs(batch: int):
    for seed in range(batch * 40, (batch + 1) * 40):
        source = parse(random_function(seed))
        raised = lifted(source)
        raise_while_to_for(raised)
        raised.verify()
        verify_dominance(raised)
        choices = Random(seed).choices(CHOICES, k=40)
        expected = run(function(source), [3, 4], iter(choices))
        actual = run(function(raised), [3, 4], iter(choices))
        if not expected.unreachable:
            assert actual == expected
