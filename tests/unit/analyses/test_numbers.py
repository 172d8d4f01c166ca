"""Integers that never become bits again."""

import pytest

from tests.unit.analyses.parsed import function, parse, value
from xdsl_enzyme.analyses.types.numbers import values_that_are_bits
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.passes.recover_floats.recover import reachable_functions

HEAD = """func.func @f(%p : !llvm.ptr, %c : i1) -> f64 {
  %one = arith.constant 1 : i64
  %n = llvm.load %p : !llvm.ptr -> i64
  %s = arith.addi %n, %one : i64
"""
CALLED = """
func.func @g(%a : i64) -> i64 {
  %b = arith.shrui %a, %a : i64
  func.return %b : i64
}
"""


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("%t = arith.cmpi sgt, %s, %one : i64\n%x = arith.uitofp %t : i1 to f64", True),
        ("%x = arith.uitofp %s : i64 to f64", False),
        ("%x = arith.bitcast %s : i64 to f64", False),
        ("%q = llvm.getelementptr %p[%s] : (!llvm.ptr, i64) -> !llvm.ptr, f64\n%x = llvm.load %q : !llvm.ptr -> f64", True),
        ("%q = llvm.inttoptr %s : i64 to !llvm.ptr\n%x = llvm.load %q : !llvm.ptr -> f64", False),
        ("llvm.store %s, %p : i64, !llvm.ptr\n%x = llvm.load %p : !llvm.ptr -> f64", False),
        ("%t = scf.if %c -> (i64) { scf.yield %s : i64 } else { scf.yield %one : i64 }\n%x = arith.bitcast %t : i64 to f64", False),
        ("%t = func.call @g(%s) : (i64) -> i64\n%x = arith.bitcast %t : i64 to f64", False),
        ("%t = func.call @g(%s) : (i64) -> i64\n%x = llvm.load %p : !llvm.ptr -> f64", True),
    ],
)  # fmt: skip
def test_numbers(text: str, is_number: bool):
    root = function(parse(f"{HEAD}{text}\nfunc.return %x : f64 }}\n{CALLED}"))
    operations = [op for one in reachable_functions(root) for op in walk_regions(one)]
    assert (value(root, "n") not in values_that_are_bits(operations)) is is_number


def test_what_the_first_function_returns_may_be_bits():
    root = function(parse(HEAD.replace("-> f64", "-> i64") + "func.return %s : i64 }\n"))
    assert value(root, "n") in values_that_are_bits(walk_regions(root))
