"""Which pointers a function has stored itself before it looks at them."""

from __future__ import annotations

import pytest

from tests.oracle.parsing import parse
from tests.unit.analyses.parsed import function, value
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses

TEXT = """
llvm.mlir.global internal @g(unit) : !llvm.struct<(ptr, i64, ptr)>
func.func private @free(!llvm.ptr)
func.func private @malloc(i64) -> !llvm.ptr
func.func private @abort() attributes {llvm.attributes = {noreturn}}
func.func private @renew(%place : !llvm.ptr, %n : i64) {
  %old = llvm.load %place : !llvm.ptr -> !llvm.ptr
  func.call @free(%old) : (!llvm.ptr) -> ()
  %new = func.call @malloc(%n) : (i64) -> !llvm.ptr
  llvm.store %new, %place : !llvm.ptr, !llvm.ptr
  func.return
}
func.func @f(%n : i64, %c : i1) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %byte = arith.constant 0 : i8
  %size = arith.constant 24 : i64
  %g = llvm.mlir.addressof @g : !llvm.ptr
  %second = llvm.getelementptr %g[16] : (!llvm.ptr) -> !llvm.ptr, i8
  %new = func.call @malloc(%n) : (i64) -> !llvm.ptr
  BODY
  func.return
}
"""


@pytest.mark.parametrize(
    ("body", "from_earlier"),
    [
        ("", True),
        ("llvm.store %new, %g : !llvm.ptr, !llvm.ptr", False),
        ("llvm.store %new, %second : !llvm.ptr, !llvm.ptr", True),
        ("llvm_extra.memset %g, %byte, %size : !llvm.ptr, i64", False),
        ("func.call @renew(%g, %n) : (!llvm.ptr, i64) -> ()", False),
        ("func.call @renew(%second, %n) : (!llvm.ptr, i64) -> ()", True),
        ("scf.if %c { llvm.store %new, %g : !llvm.ptr, !llvm.ptr }", True),
        (
            "scf.if %c { llvm.store %new, %g : !llvm.ptr, !llvm.ptr } else { func.call @abort() : () -> () }",
            False,
        ),
        (
            "scf.for %i = %zero to %n step %one : i64 { llvm.store %new, %g : !llvm.ptr, !llvm.ptr }",
            True,
        ),
        (
            "scf.while () : () -> () { llvm.store %new, %g : !llvm.ptr, !llvm.ptr scf.condition(%c) } do { scf.yield }",
            False,
        ),
        (
            """%old = llvm.load %g : !llvm.ptr -> !llvm.ptr
            llvm.store %new, %g : !llvm.ptr, !llvm.ptr
            scf.if %c { llvm.store %old, %g : !llvm.ptr, !llvm.ptr }""",
            True,
        ),
    ],
)
def test_what_is_left_from_an_earlier_call(body: str, from_earlier: bool):
    module = parse(
        TEXT.replace("BODY", f"{body}\n  %loaded = llvm.load %g : !llvm.ptr -> !llvm.ptr")
    )
    points_to = MemoryAccesses(module).points_to(function(module))
    targets = points_to.targets_of(value(function(module), "loaded"))
    assert ("memory reached from g" in {one.name for one in targets}) == from_earlier
