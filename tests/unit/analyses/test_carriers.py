"""Pointers made of integers: those of counters lead nowhere, all others may lead somewhere."""

import pytest
from xdsl.dialects import llvm

from tests.unit.analyses.parsed import function, parse
from xdsl_enzyme.analyses.types.carriers import leads_nowhere
from xdsl_enzyme.analyses.value_flow import walk_regions

PROGRAM = """
func.func @f(%p : !llvm.ptr, %n : i64, %c : i1) {{
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %page = arith.constant 4096 : i64
  %base = arith.constant 268435456 : i64
  %null = llvm.mlir.zero : !llvm.ptr
  %address = llvm.ptrtoint %p : !llvm.ptr to i64
  %found = llvm.load %p : !llvm.ptr -> i64
  %end = scf.while (%i = {start}) : (i64) -> i64 {{
    %next = {step} : i64
    scf.condition(%c) %next : i64
  }} do {{
  ^bb0(%k : i64):
    scf.yield %k : i64
  }}
  %q = llvm.inttoptr %end : i64 to !llvm.ptr
  llvm.store %n, %q : i64, !llvm.ptr
  func.return
}}
"""


def is_nowhere(start: str, step: str) -> bool:
    root = function(parse(PROGRAM.format(start=start, step=step)))
    (made,) = (op for op in walk_regions(root) if isinstance(op, llvm.IntToPtrOp))
    return leads_nowhere(made)


def test_a_counter_is_no_address():
    assert is_nowhere("%zero", "arith.addi %i, %one")
    assert is_nowhere("%one", "arith.select %c, %i, %one")


@pytest.mark.parametrize("start", ["%base", "%address", "%found", "%n"])
def test_what_starts_elsewhere_may_be_one(start: str):
    assert not is_nowhere(start, "arith.addi %i, %one")


@pytest.mark.parametrize(
    "step",
    [
        "arith.addi %i, %base",
        "arith.addi %i, %page",
        "arith.addi %i, %address",
        "arith.addi %i, %found",
        "arith.muli %i, %page",
        "arith.shli %i, %one",
        "arith.ori %i, %address",
    ],
)
def test_what_is_made_in_other_ways_may_be_one(step: str):
    assert not is_nowhere("%zero", step)


def test_what_shares_a_variable_with_an_address_may_be_one():
    assert not is_nowhere("%zero", "arith.select %c, %i, %address")
