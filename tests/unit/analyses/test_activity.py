"""Through which values a derivative flows, with reasons; and what is refused because it would get lost."""

from __future__ import annotations

import pytest

from tests.unit.analyses.parsed import ACTIVE, CONST, DUP, activity, value
from xdsl_enzyme.errors import DifferentiationError

CHAIN = """
func.func @f(%x : f64, %n : f64) -> f64 {
  %p = math.exp %n : f64
  %unused = math.exp %x : f64
  %c = arith.cmpf olt, %x, %n : f64
  %k = arith.fptosi %x : f64 to i64
  %y = arith.mulf %x, %p : f64
  %z = arith.select %c, %y, %p : f64
  func.return %z : f64
}
"""


@pytest.mark.parametrize(
    ("name", "active", "reason"),
    [
        ("p", False, "depends on no active input"),
        ("unused", False, "no active output depends on it"),
        ("c", False, "values of type i1 have no derivative"),
        ("k", False, "values of type i64 have no derivative"),
        ("y", True, "depends on argument x, and result 0 depends on it"),
        ("z", True, "depends on argument x, and result 0 depends on it"),
    ],
)
def test_reasons(name: str, active: bool, reason: str):
    analysis = activity(CHAIN, [ACTIVE, CONST], [ACTIVE])
    verdict = analysis.verdict(value(analysis.function, name))
    assert (verdict.active, verdict.reason) == (active, reason)


MEMORY = """
func.func @f(%x : f64, %p : !llvm.ptr) -> f64 {
  %one = arith.constant 1 : i32
  %a = llvm.alloca %one x f64 : (i32) -> !llvm.ptr
  %b = llvm.alloca %one x f64 : (i32) -> !llvm.ptr
  llvm.store %x, %a : f64, !llvm.ptr
  %v = llvm.load %a : !llvm.ptr -> f64
  %w = llvm.load %p : !llvm.ptr -> f64
  llvm.store %w, %b : f64, !llvm.ptr
  %u = llvm.load %b : !llvm.ptr -> f64
  %r = arith.mulf %v, %u : f64
  func.return %r : f64
}
"""


def test_memory_is_seen_object_by_object():
    analysis = activity(MEMORY, [ACTIVE, CONST], [ACTIVE])
    named = {name: value(analysis.function, name) for name in ("a", "b", "p", "v", "w", "u")}
    assert analysis.is_shadowed(named["a"])
    assert analysis.is_active(named["v"])
    assert not any(map(analysis.is_shadowed, (named["b"], named["p"])))
    assert not any(map(analysis.is_active, (named["w"], named["u"])))
    assert analysis.verdict(named["a"]).reason == "points to active memory: a"
    assert "no derivative flows through" in analysis.verdict(named["b"]).reason


def test_constant_argument_that_carries_active_values():
    text = """
    func.func @f(%x : f64, %p : !llvm.ptr) -> f64 {
      llvm.store %x, %p : f64, !llvm.ptr
      %v = llvm.load %p : !llvm.ptr -> f64
      func.return %v : f64
    }
    """
    with pytest.raises(DifferentiationError, match="active values go through argument p of 'f'"):
        activity(text, [ACTIVE, CONST], [ACTIVE])
    activity(text, [ACTIVE, DUP], [ACTIVE])


def test_pointer_loaded_from_constant_memory():
    text = """
    func.func @f(%x : f64, %table : !llvm.ptr) -> f64 {
      %p = llvm.load %table : !llvm.ptr -> !llvm.ptr
      llvm.store %x, %p : f64, !llvm.ptr
      %v = llvm.load %p : !llvm.ptr -> f64
      func.return %v : f64
    }
    """
    with pytest.raises(DifferentiationError, match="memory reached from table") as caught:
        activity(text, [ACTIVE, CONST], [ACTIVE])
    assert "Duplicated" in str(caught.value)


def test_pointer_of_unknown_origin():
    text = """
    func.func @f(%p : !llvm.ptr) -> f64 {
      %a = llvm.ptrtoint %p : !llvm.ptr to i64
      %q = llvm.inttoptr %a : i64 to !llvm.ptr
      %v = llvm.load %q : !llvm.ptr -> f64
      func.return %v : f64
    }
    """
    with pytest.raises(DifferentiationError, match="memory of unknown origin"):
        activity(text, [DUP], [ACTIVE])


def test_what_a_function_without_arguments_returns_is_constant():
    text = """
    func.func private @table() -> !llvm.ptr
    func.func @f(%x : f64) -> f64 {
      %t = func.call @table() : () -> !llvm.ptr
      %v = llvm.load %t : !llvm.ptr -> f64
      %r = arith.mulf %v, %x : f64
      func.return %r : f64
    }
    """
    analysis = activity(text, [ACTIVE], [ACTIVE])
    assert not analysis.is_active(value(analysis.function, "v"))
    assert analysis.is_active(value(analysis.function, "r"))


def test_pointers_in_structures_are_followed():
    text = """
    func.func @f(%p : !llvm.ptr, %n : i64) -> f64 {
      %u = llvm.mlir.undef : !llvm.struct<(!llvm.ptr, i64)>
      %a = llvm.insertvalue %p, %u[0] : !llvm.struct<(!llvm.ptr, i64)>
      %s = llvm.insertvalue %n, %a[1] : !llvm.struct<(!llvm.ptr, i64)>
      %q = llvm.extractvalue %s[0] : !llvm.struct<(!llvm.ptr, i64)>
      %v = llvm.load %q : !llvm.ptr -> f64
      func.return %v : f64
    }
    """
    analysis = activity(text, [DUP, CONST], [ACTIVE])
    assert analysis.is_shadowed(value(analysis.function, "s"))
    assert analysis.is_active(value(analysis.function, "v"))
    assert not analysis.is_active(value(analysis.function, "s"))


CALL = """
func.func private @g(%x : f64) -> i64 {{
  {body}
  func.return %k : i64
}}
func.func @f(%x : f64) -> f64 {{
  %k = func.call @g(%x) : (f64) -> i64
  %r = arith.sitofp %k : i64 to f64
  func.return %r : f64
}}
"""


@pytest.mark.parametrize(
    ("body", "active"),
    [
        ("%k = arith.fptosi %x : f64 to i64", False),
        ("%k = arith.bitcast %x : f64 to i64", True),
    ],
)
def test_integers_that_calls_return(body: str, active: bool):
    analysis = activity(CALL.format(body=body), [ACTIVE], [ACTIVE])
    assert analysis.is_active(value(analysis.function, "r")) == active


def test_ops_that_are_not_known_may_use_their_memory():
    text = """
    func.func @f(%m : memref<4xf64>) -> f64 {
      %zero = arith.constant 0 : index
      %v = "vector.load"(%m, %zero) : (memref<4xf64>, index) -> vector<2xf64>
      %r = vector.extract %v[0] : f64 from vector<2xf64>
      func.return %r : f64
    }
    """
    analysis = activity(text, [DUP], [ACTIVE])
    assert analysis.is_active(value(analysis.function, "v"))
