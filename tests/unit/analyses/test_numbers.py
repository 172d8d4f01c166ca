"""Integers that never become bits again."""

import pytest

from tests.unit.analyses.parsed import function, parse, value
from xdsl_enzyme.analyses.types.numbers import Numbers
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.passes.recover_floats.recover import reachable_functions

HEAD = """func.func @f(%p : !llvm.ptr, %c : i1) -> f64 {
  %one = arith.constant 1 : i64
  %n = llvm.load %p : !llvm.ptr -> i64
  %s = arith.addi %n, %one : i64
"""
STORED = "%v = llvm.alloca %one x i64 : (i64) -> !llvm.ptr\nllvm.store %s, %v : i64, !llvm.ptr\n"
CALLED = """
func.func private @malloc(i64) -> !llvm.ptr
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
        ("%m = func.call @malloc(%s) : (i64) -> !llvm.ptr\n%x = llvm.load %m : !llvm.ptr -> f64", True),
        ("%t = arith.andi %s, %one : i64\n%x = arith.uitofp %t : i64 to f64", True),
        ("%t = llvm.bitcast %s : i64 to vector<8xi8>\n%x = llvm.load %p : !llvm.ptr -> f64", True),
        ("%t = llvm.bitcast %s : i64 to vector<8xi8>\nllvm.store %t, %p : vector<8xi8>, !llvm.ptr\n%x = llvm.load %p : !llvm.ptr -> f64", False),
        (f"{STORED}%b = llvm.load %v : !llvm.ptr -> i8\n%t = arith.cmpi sgt, %b, %b : i8\n%x = arith.uitofp %t : i1 to f64", True),
        (f"{STORED}%b = llvm.load %v : !llvm.ptr -> i8\n%x = arith.uitofp %b : i8 to f64", False),
        (f"{STORED}%x = llvm.load %v : !llvm.ptr -> f64", False),
        (f"{STORED}llvm_extra.memcpy %p, %v, %one : !llvm.ptr, !llvm.ptr, i64\n%x = llvm.load %p : !llvm.ptr -> f64", False),
        (f"{STORED}llvm_extra.memcpy %v, %p, %one : !llvm.ptr, !llvm.ptr, i64\n%x = llvm.load %p : !llvm.ptr -> f64", True),
        (f"{STORED}llvm.store %v, %p : !llvm.ptr, !llvm.ptr\n%x = llvm.load %p : !llvm.ptr -> f64", False),
        (f"{STORED}%a = llvm.ptrtoint %v : !llvm.ptr to i64\n%t = arith.cmpi sgt, %a, %one : i64\n%x = arith.uitofp %t : i1 to f64", True),
        ("%t = func.call @g(%s) : (i64) -> i64\n%x = arith.bitcast %t : i64 to f64", False),
        ("%t = func.call @g(%s) : (i64) -> i64\n%x = llvm.load %p : !llvm.ptr -> f64", True),
    ],
)  # fmt: skip
def test_numbers(text: str, is_number: bool):
    root = function(parse(f"{HEAD}{text}\nfunc.return %x : f64 }}\n{CALLED}"))
    operations = [op for one in reachable_functions(root) for op in walk_regions(one)]
    assert (value(root, "n") not in Numbers(operations).bits) is is_number


def test_what_the_first_function_returns_may_be_bits():
    root = function(parse(HEAD.replace("-> f64", "-> i64") + "func.return %s : i64 }\n"))
    assert value(root, "n") in Numbers(list(walk_regions(root))).bits
