"""What functions do to memory, by themselves and by what they call."""

from __future__ import annotations

from tests.oracle.parsing import parse
from tests.unit.analyses.parsed import function
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses

TEXT = """
func.func @even(%x : !llvm.ptr, %y : !llvm.ptr, %c : i1) {
  %v = llvm.load %x : !llvm.ptr -> f64
  scf.if %c {
    func.call @odd(%x, %y, %c) : (!llvm.ptr, !llvm.ptr, i1) -> ()
  }
  func.return
}
func.func @odd(%x : !llvm.ptr, %y : !llvm.ptr, %c : i1) {
  %v = arith.constant 1.0 : f64
  llvm.store %v, %y : f64, !llvm.ptr
  func.call @even(%x, %y, %c) : (!llvm.ptr, !llvm.ptr, i1) -> ()
  func.return
}
"""


def test_functions_that_call_each_other():
    """Whichever is asked for first, each does what both do."""
    for names in (("even", "odd"), ("odd", "even")):
        module = parse(TEXT)
        memory = MemoryAccesses(module)
        for name in names:
            accesses = memory.accesses(function(module, name))
            read = {one.object.name for one in accesses if one.reads}
            written = {one.object.name for one in accesses if one.writes}
            assert (read, written) == ({"x"}, {"y"}), name


CALLS = """
func.func @f(%x : !llvm.ptr) -> f64 {
  %r = func.call @g(%x) : (!llvm.ptr) -> f64
  func.return %r : f64
}
func.func @g(%x : !llvm.ptr) -> f64 {
  %one = arith.constant 1 : i64
  %kept = llvm.alloca %one x f64 : (i64) -> !llvm.ptr
  %given = llvm.alloca %one x f64 : (i64) -> !llvm.ptr
  %v = llvm.load %x : !llvm.ptr -> f64
  llvm.store %v, %kept : f64, !llvm.ptr
  llvm.store %v, %given : f64, !llvm.ptr
  llvm.store %given, %x : !llvm.ptr, !llvm.ptr
  %r = llvm.load %kept : !llvm.ptr -> f64
  func.return %r : f64
}
"""


def test_callers_do_not_see_memory_that_they_cannot_reach():
    module = parse(CALLS)
    memory = MemoryAccesses(module)
    names = [
        {one.object.name for one in memory.accesses(function(module, name))} for name in ("g", "f")
    ]
    assert names == [{"x", "kept", "given"}, {"x", "given"}]
