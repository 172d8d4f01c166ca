"""Where the floats are in bytes that are copied, or an error where that can't be decided."""

from __future__ import annotations

import pytest
from xdsl.dialects.builtin import f32, f64

from tests.oracle.parsing import parse
from tests.unit.analyses.parsed import function, value
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_floats import FloatPattern, float_pattern
from xdsl_enzyme.errors import DifferentiationError


def pattern(accesses: str, size: int | None) -> FloatPattern:
    """Of `size` bytes at %p, with `accesses` of it (%i is any integer)."""
    module = parse(f"""
    func.func @f(%p : !llvm.ptr, %i : i64, %x : f64, %s : f32, %k : i32) {{
      {accesses}
      func.return
    }}
    """)
    memory, owner = MemoryAccesses(module), function(module)
    targets = memory.points_to(owner).targets_of(value(owner, "p"))
    last = owner.body.block.last_op
    assert last is not None
    return float_pattern(memory.accesses(owner), targets, size, last)


def at(name: str, offset: int) -> str:
    return f"%{name} = llvm.getelementptr %p[{offset}] : (!llvm.ptr) -> !llvm.ptr, i8\n"


ARRAY = """
%q = llvm.getelementptr %p[%i] : (!llvm.ptr, i64) -> !llvm.ptr, f64
llvm.store %x, %q : f64, !llvm.ptr
"""
MIXED = (
    "llvm.store %k, %p : i32, !llvm.ptr\n"
    + at("a", 8)
    + "llvm.store %x, %a : f64, !llvm.ptr\n"
    + at("b", 16)
    + "llvm.store %s, %b : f32, !llvm.ptr"
)
INTEGERS = """
%q = llvm.getelementptr %p[%i] : (!llvm.ptr, i64) -> !llvm.ptr, i32
llvm.store %k, %q : i32, !llvm.ptr
"""


def test_array_of_any_size():
    assert pattern(ARRAY, None) == FloatPattern(dense=f64)
    assert pattern(ARRAY, 800) == FloatPattern(dense=f64)


def test_structure():
    assert pattern(MIXED, 24) == FloatPattern(leaves=((8, f64), (16, f32)))


def test_integers():
    assert pattern(INTEGERS, 32) == FloatPattern()
    assert pattern(INTEGERS, None) == FloatPattern()


@pytest.mark.parametrize(
    ("accesses", "size", "why"),
    [
        ("", 8, "nothing in the program shows what the bytes are"),
        (MIXED, None, "mixed in a stretch of unknown or large size"),
        ("llvm.store %k, %p : i32, !llvm.ptr\nllvm.store %x, %p : f64, !llvm.ptr", 8, "as a float and as something else"),
        # An integer header says nothing about what comes after it.
        ("llvm.store %k, %p : i32, !llvm.ptr", 24, "what the bytes at 4 are"),
    ],
)  # fmt: skip
def test_undecided(accesses: str, size: int | None, why: str):
    with pytest.raises(DifferentiationError, match=why):
        pattern(accesses, size)


def test_constants_are_bytes():
    """An optimiser clears a float by storing an integer: that makes it no integer."""
    zero = "%zero = arith.constant 0 : i64\nllvm.store %zero, %p : i64, !llvm.ptr\n"
    assert pattern(zero + ARRAY, 8) == FloatPattern(dense=f64)


@pytest.mark.parametrize(
    ("one", "size", "fills"),
    [
        (FloatPattern(dense=f64), 8, True),
        (FloatPattern(leaves=((0, f32), (4, f32))), 8, True),
        (FloatPattern(leaves=((0, f32),)), 8, False),
        (FloatPattern(leaves=((0, f64),)), 4, False),
    ],
)
def test_whole_floats(one: FloatPattern, size: int, fills: bool):
    assert one.fills(size) == fills
