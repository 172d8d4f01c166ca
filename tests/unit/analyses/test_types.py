"""Type analysis: small IR -> what the bytes are."""

import pytest
from xdsl.dialects.builtin import f32, f64
from xdsl.dialects.llvm import LLVMPointerType

from tests.unit.analyses.parsed import function, parse, value
from xdsl_enzyme.analyses.congruences import congruence
from xdsl_enzyme.analyses.types.analysis import TypeAnalysis
from xdsl_enzyme.analyses.types.layouts import Layout, Undecided
from xdsl_enzyme.passes.recover_floats.recover import reachable_functions

POINTER = LLVMPointerType()
HEAD = """func.func @f(%p : !llvm.ptr, %q : !llvm.ptr, %n : i64) {
  %eight = arith.constant 8 : i64
  %p8 = llvm.getelementptr %p[8] : (!llvm.ptr) -> !llvm.ptr, i8
"""
TAIL = "\nfunc.return }\n"


def analysed(text: str, more: str = ""):
    module = parse(HEAD + text + TAIL + more)
    root = function(module)
    return root, TypeAnalysis(reachable_functions(root))


def memory(text: str, size: int | None, name: str = "p", more: str = "") -> Layout | Undecided:
    root, types = analysed(text, more)
    return types.of_memory(value(root, name), size)


def leaves(text: str, size: int | None, name: str = "p", more: str = ""):
    decision = memory(text, size, name, more)
    assert isinstance(decision, Layout), decision
    return decision.leaves


LOADS = """
  %i = llvm.load %p : !llvm.ptr -> i64
  %s = arith.addi %i, %i : i64
  %x = llvm.load %p8 : !llvm.ptr -> f64
"""
COPY = "llvm_extra.memcpy %q, %p, %n : !llvm.ptr, !llvm.ptr, i64"


def test_accesses_show_what_is_there():
    assert leaves(LOADS, 16) == ((8, f64),)


def test_copies_have_the_same_bytes():
    assert leaves(LOADS + COPY, 16, "q") == ((8, f64),)


def test_integers_hold_what_they_are_loaded_from():
    text = LOADS + "%b = llvm.load %p8 : !llvm.ptr -> i64\nllvm.store %b, %q : i64, !llvm.ptr"
    root, types = analysed(text)
    decision = types.of_value(value(root, "b"))
    assert isinstance(decision, Layout)
    assert decision.leaves == ((0, f64),)
    assert leaves(text, 8, "q") == ((0, f64),)


def test_arrays_repeat():
    text = """
    %e = llvm.getelementptr %p[%n, 1] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i64, f64)>
    %x = llvm.load %e : !llvm.ptr -> f64
    %k = llvm.getelementptr %p[%n, 0] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(i64, f64)>
    %i = llvm.load %k : !llvm.ptr -> i64
    %s = arith.addi %i, %i : i64
    """
    decision = memory(text, None)
    assert isinstance(decision, Layout)
    assert (decision.period, decision.leaves) == (16, ((8, f64),))
    assert leaves(text, 32) == ((8, f64), (24, f64))


def test_pointers_lead_to_memory_of_their_own():
    text = """
    %a = llvm.load %p : !llvm.ptr -> !llvm.ptr
    %x = llvm.load %a : !llvm.ptr -> f32
    %b = llvm.load %p8 : !llvm.ptr -> !llvm.ptr
    %y = llvm.load %b : !llvm.ptr -> f64
    """
    assert leaves(text, 16) == ((0, POINTER), (8, POINTER))
    assert leaves(text, 4, "a") == ((0, f32),)
    assert leaves(text, 8, "b") == ((0, f64),)


def test_a_list_is_a_node():
    text = """
    %zero = arith.constant 0 : i64
    %one = arith.constant 1 : i64
    %r = scf.for %i = %zero to %n step %one iter_args(%node = %p) -> (!llvm.ptr) : i64 {
      %v = llvm.getelementptr %node[8] : (!llvm.ptr) -> !llvm.ptr, i8
      %x = llvm.load %v : !llvm.ptr -> f64
      %next = llvm.load %node : !llvm.ptr -> !llvm.ptr
      scf.yield %next : !llvm.ptr
    }
    """
    assert leaves(text, 16) == ((0, POINTER), (8, f64))
    assert leaves(text, 16, "next") == ((0, POINTER), (8, f64))


ALLOCATE = """
func.func @allocate(%size : i64) -> !llvm.ptr {
  %m = func.call @malloc(%size) : (i64) -> !llvm.ptr
  func.return %m : !llvm.ptr
}
func.func private @malloc(i64) -> !llvm.ptr
"""


def test_callers_do_not_mix():
    text = """
    %a = func.call @allocate(%n) : (i64) -> !llvm.ptr
    %b = func.call @allocate(%n) : (i64) -> !llvm.ptr
    %x = llvm.load %a : !llvm.ptr -> f64
    %i = llvm.load %b : !llvm.ptr -> i64
    %s = arith.muli %i, %i : i64
    """
    assert leaves(text, 8, "a", ALLOCATE) == ((0, f64),)
    assert leaves(text, 8, "b", ALLOCATE) == ()


def test_a_callee_knows_what_its_callers_know():
    callee = """
    func.func @copy(%d : !llvm.ptr, %s : !llvm.ptr, %size : i64) {
      llvm_extra.memcpy %d, %s, %size : !llvm.ptr, !llvm.ptr, i64
      func.return
    }
    """
    module = parse(
        HEAD
        + LOADS
        + "func.call @copy(%q, %p, %n) : (!llvm.ptr, !llvm.ptr, i64) -> ()"
        + TAIL
        + callee
    )
    functions = reachable_functions(function(module))
    types = TypeAnalysis(functions)
    decision = types.of_memory(functions[1].body.block.args[0], 16)
    assert isinstance(decision, Layout)
    assert decision.leaves == ((8, f64),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            "%x = llvm.load %p : !llvm.ptr -> f64\n%y = llvm.load %p : !llvm.ptr -> f32",
            "several types",
        ),
        (
            "%x = llvm.load %p : !llvm.ptr -> f64\n%y = llvm.load %p : !llvm.ptr -> !llvm.ptr",
            "several types",
        ),
    ],
)
def test_undecided(text: str, why: str):
    decision = memory(text, 8)
    assert isinstance(decision, Undecided)
    assert why in decision.why


def test_nothing_known():
    decision = memory(COPY, 16)
    assert isinstance(decision, Layout)
    assert decision.unknown is not None


def test_numbers_are_told_from_bits():
    root, types = analysed(LOADS)
    decision = types.of_value(value(root, "s"))
    assert isinstance(decision, Layout)
    assert (decision.leaves, decision.integers) == ((), ((0, 8),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%r = arith.shli %n, %eight : i64", (0, 256)),
        ("%m = arith.muli %n, %eight : i64\n%r = arith.addi %m, %eight : i64", (0, 8)),
        ("%m = arith.shli %n, %eight : i64\n%r = arith.shrui %m, %eight : i64", (0, 1)),
        ("%r = arith.subi %n, %n : i64", (0, 1)),
        (
            "%z = arith.constant 3 : i64\n%r = scf.for %i = %z to %n step %eight iter_args(%a = %z) -> (i64) : i64 {"
            "%b = arith.addi %a, %eight : i64\nscf.yield %b : i64 }",
            (3, 8),
        ),
    ],
)
def test_congruences(text: str, expected: tuple[int, int]):
    root, _ = analysed(text)
    assert congruence(value(root, "r")) == expected
