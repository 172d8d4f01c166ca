"""What functions write that call themselves and each other."""

from xdsl.dialects.func import FuncOp
from xdsl.parser import Parser

from xdsl_enzyme.analyses.written_arguments import WrittenArguments
from xdsl_enzyme.passes.pipelines import make_context

CIRCLE = """
func.func @f(%x: !llvm.ptr, %y: !llvm.ptr, %z: !llvm.ptr, %n: i32, %v: f64) {
  %m = arith.extsi %n : i32 to i64
  %p = llvm.getelementptr %x[%m] : (!llvm.ptr, i64) -> !llvm.ptr, f64
  llvm.store %v, %p : f64, !llvm.ptr
  func.call @g(%y, %x, %z, %n, %v) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, f64) -> ()
  func.return
}
func.func @g(%x: !llvm.ptr, %y: !llvm.ptr, %z: !llvm.ptr, %n: i32, %v: f64) {
  %w = llvm.load %z : !llvm.ptr -> f64
  func.call @f(%x, %y, %z, %n, %w) : (!llvm.ptr, !llvm.ptr, !llvm.ptr, i32, f64) -> ()
  func.return
}
func.func @h(%x: !llvm.ptr) {
  func.call @unknown(%x) : (!llvm.ptr) -> ()
  func.return
}
func.func private @unknown(!llvm.ptr) -> ()
func.func @k(%x: !llvm.ptr, %n: i64, %v: f64) {
  %a = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
  llvm.store %v, %a : f64, !llvm.ptr
  func.return
}
"""


def test_what_functions_write():
    module = Parser(make_context(), CIRCLE).parse_module()
    functions = {op.sym_name.data: op for op in module.ops if isinstance(op, FuncOp)}
    written = WrittenArguments()
    # @f writes to its first argument, and calls itself through @g with the first two exchanged.
    assert written.of(functions["f"]) == {0, 1}
    assert written.of(functions["g"]) == {0, 1}
    assert written.of(functions["h"]) is None
    assert written.of(functions["k"]) == frozenset()
