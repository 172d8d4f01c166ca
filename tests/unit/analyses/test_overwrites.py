"""Which loads may be repeated: each load says so itself, in an attribute."""

from __future__ import annotations

import pytest
from xdsl.dialects.func import FuncOp
from xdsl.parser import Parser

from xdsl_enzyme.analyses.overwrites import Overwrites
from xdsl_enzyme.passes.pipelines import make_context

DECLARATIONS = """
llvm.mlir.global internal constant @table(dense<1.0> : tensor<4xf64>) : !llvm.array<4 x f64>
llvm.mlir.global internal @state(1.0 : f64) : f64
func.func private @unknown()
func.func private @takes(!llvm.ptr)
func.func private @peeks(%p : !llvm.ptr {llvm.captures = "none"})
func.func private @reads(%p : !llvm.ptr {llvm.nocapture}) attributes {llvm.attributes = {memory = "read"}}
func.func private @fills(!llvm.ptr) attributes {llvm.attributes = {memory = "argmem: write"}}
func.func private @hypot(f64, f64) -> f64
func.func private @malloc(i64) -> !llvm.ptr
func.func private @free(!llvm.ptr)
func.func private @sets(%p : !llvm.ptr, %q : !llvm.ptr) {
  %v = llvm.load %q : !llvm.ptr -> f64
  %a = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f64
  llvm.store %v, %a : f64, !llvm.ptr
  func.return
}
"""

CASES = {
    "nothing is written": """
        %v = llvm.load %x {yes} : !llvm.ptr -> f64
    """,
    "arguments may overlap": """
        %v = llvm.load %x {no} : !llvm.ptr -> f64
        llvm.store %v, %y : f64, !llvm.ptr
    """,
    "a noalias argument overlaps with nothing": """
        %v = llvm.load %a {no} : !llvm.ptr -> f64
        %w = llvm.load %y {yes} : !llvm.ptr -> f64
        llvm.store %v, %a : f64, !llvm.ptr
        %u = llvm.load %a {yes} : !llvm.ptr -> f64
    """,
    "an earlier write does no harm": """
        llvm.store %f, %x : f64, !llvm.ptr
        %v = llvm.load %x {yes} : !llvm.ptr -> f64
    """,
    "an earlier write in the same loop comes again": """
        scf.for %i = %zero to %n step %one : i64 {
          llvm.store %f, %x : f64, !llvm.ptr
          %v = llvm.load %x {no} : !llvm.ptr -> f64
        }
        scf.for %i = %zero to %n step %one : i64 {
          %v = llvm.load %x {yes} : !llvm.ptr -> f64
        }
    """,
    "only one branch is taken": """
        scf.if %c {
          %v = llvm.load %x {yes} : !llvm.ptr -> f64
        } else {
          llvm.store %f, %x : f64, !llvm.ptr
        }
    """,
    "another branch may be taken next time": """
        scf.for %i = %zero to %n step %one : i64 {
          scf.if %c {
            %v = llvm.load %x {no} : !llvm.ptr -> f64
          } else {
            llvm.store %f, %x : f64, !llvm.ptr
          }
        }
    """,
    "offsets that never meet": """
        %p = llvm.getelementptr %x[1] : (!llvm.ptr) -> !llvm.ptr, f64
        %q = llvm.getelementptr %x[%n, 1] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(f64, f64)>
        %r = llvm.getelementptr %x[%n, 0] : (!llvm.ptr, i64) -> !llvm.ptr, !llvm.struct<(f64, f64)>
        %v = llvm.load %x {yes} : !llvm.ptr -> f64
        %w = llvm.load %p {no} : !llvm.ptr -> f64
        %u = llvm.load %q {no} : !llvm.ptr -> f64
        %t = llvm.load %r {yes} : !llvm.ptr -> f64
        %s = llvm.load %r {no} : !llvm.ptr -> vector<2xf64>
        llvm.store %f, %q : f64, !llvm.ptr
    """,
    "constant memory": """
        %g = llvm.mlir.addressof @table : !llvm.ptr
        %h = llvm.mlir.addressof @state : !llvm.ptr
        %v = llvm.load %g {yes} : !llvm.ptr -> f64
        %w = llvm.load %h {no} : !llvm.ptr -> f64
        func.call @unknown() : () -> ()
    """,
    "memory of this function": """
        %p = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %q = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %h = func.call @malloc(%n) : (i64) -> !llvm.ptr
        %v = llvm.load %p {yes} : !llvm.ptr -> f64
        %w = llvm.load %q {no} : !llvm.ptr -> f64
        %u = llvm.load %h {yes} : !llvm.ptr -> f64
        llvm.store %f, %q : f64, !llvm.ptr
        llvm.store %f, %x : f64, !llvm.ptr
        func.call @unknown() : () -> ()
    """,
    "memory that is freed": """
        %h = func.call @malloc(%n) : (i64) -> !llvm.ptr
        %u = llvm.load %h {no} : !llvm.ptr -> f64
        func.call @free(%h) : (!llvm.ptr) -> ()
    """,
    "pointers from memory may point to what was captured": """
        %p = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %q = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        llvm.store %q, %x : !llvm.ptr, !llvm.ptr
        %r = llvm.load %x {no} : !llvm.ptr -> !llvm.ptr
        %v = llvm.load %p {yes} : !llvm.ptr -> f64
        %w = llvm.load %q {no} : !llvm.ptr -> f64
        llvm.store %f, %r : f64, !llvm.ptr
    """,
    "calls": """
        %p = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %q = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %r = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %s = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %v = llvm.load %p {no} : !llvm.ptr -> f64
        %w = llvm.load %q {yes} : !llvm.ptr -> f64
        %u = llvm.load %r {no} : !llvm.ptr -> f64
        %t = llvm.load %s {yes} : !llvm.ptr -> f64
        %h = func.call @hypot(%v, %w) : (f64, f64) -> f64
        func.call @takes(%p) : (!llvm.ptr) -> ()
        func.call @reads(%q) : (!llvm.ptr) -> ()
        func.call @fills(%r) : (!llvm.ptr) -> ()
    """,
    "a call that keeps no copy may write all the same": """
        %p = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %v = llvm.load %p {no} : !llvm.ptr -> f64
        func.call @peeks(%p) : (!llvm.ptr) -> ()
    """,
    "the body of a callee": """
        %v = llvm.load %a {no} : !llvm.ptr -> f64
        %w = llvm.load %x {yes} : !llvm.ptr -> f64
        func.call @sets(%a, %x) : (!llvm.ptr, !llvm.ptr) -> ()
    """,
    "pointers that loops carry": """
        %d2 = scf.for %i = %zero to %n step %one iter_args(%p = %a) -> (!llvm.ptr) : i64 {
          %v = llvm.load %p {yes} : !llvm.ptr -> f64
          %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f64
          llvm.store %v, %x : f64, !llvm.ptr
          scf.yield %q : !llvm.ptr
        }
    """,
    "pointers that loops hand on": """
        %e = scf.for %i = %zero to %n step %one iter_args(%p = %a) -> (!llvm.ptr) : i64 {
          %v = llvm.load %p {no} : !llvm.ptr -> f64
          %q = llvm.getelementptr %p[1] : (!llvm.ptr) -> !llvm.ptr, f64
          llvm.store %v, %x : f64, !llvm.ptr
          scf.yield %q : !llvm.ptr
        }
        %w = llvm.load %a {no} : !llvm.ptr -> f64
        llvm.store %w, %e : f64, !llvm.ptr
    """,
    "types tell accesses apart": """
        %v = llvm.load %x {tbaa = "!1", yes} : !llvm.ptr -> f64
        %w = llvm.load %x {tbaa = "!2", no} : !llvm.ptr -> !llvm.ptr
        %u = llvm.load %x {tbaa = "!3", no} : !llvm.ptr -> i8
        llvm.store %w, %y {tbaa = "!2"} : !llvm.ptr, !llvm.ptr
    """,
    "shadows do not overlap with primals": """
        %v = llvm.load %x {yes} : !llvm.ptr -> f64
        %u = llvm.load %d {no} : !llvm.ptr -> f64
        llvm.store %v, %d : f64, !llvm.ptr
    """,
    "pointers from shadow memory may point to shadow memory": """
        %u = llvm.load %d {no} : !llvm.ptr -> f64
        %p = llvm.load %d {no} : !llvm.ptr -> !llvm.ptr
        llvm.store %u, %p : f64, !llvm.ptr
    """,
    "volatile loads": """
        %v = llvm.load %x {volatile_, no} : !llvm.ptr -> f64
    """,
    "memrefs": """
        %p = memref.alloc() : memref<4xf64>
        %q = memref.alloc() : memref<4xf64>
        %k = arith.constant 0 : index
        %v = memref.load %p[%k] {yes} : memref<4xf64>
        %w = memref.load %q[%k] {no} : memref<4xf64>
        memref.store %v, %q[%k] : memref<4xf64>
    """,
    "bytes that are copied": """
        %p = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %q = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %v = llvm.load %p {yes} : !llvm.ptr -> f64
        %w = llvm.load %q {no} : !llvm.ptr -> f64
        llvm_extra.memcpy %q, %p, %n : !llvm.ptr, !llvm.ptr, i64
    """,
    "an op that nobody knows": """
        %p = llvm.alloca %n x f64 : (i64) -> !llvm.ptr
        %v = llvm.load %p {yes} : !llvm.ptr -> f64
        %w = llvm.load %x {no} : !llvm.ptr -> f64
        "test.op"() : () -> ()
    """,
}

METADATA = """{
  "!1" = "!{!11, !11, i64 0}", "!11" = "!{!\\"double\\", !13, i64 0}",
  "!2" = "!{!12, !12, i64 0}", "!12" = "!{!\\"any pointer\\", !13, i64 0}",
  "!3" = "!{!13, !13, i64 0}", "!13" = "!{!\\"omnipotent char\\", !14, i64 0}",
  "!14" = "!{!\\"Simple C/C++ TBAA\\"}"
}"""


@pytest.mark.parametrize("name", CASES)
def test_which_loads_may_be_repeated(name: str):
    text = f"""
    builtin.module attributes {{llvm.metadata = {METADATA}}} {{
      {DECLARATIONS}
      func.func @f(
          %x : !llvm.ptr, %y : !llvm.ptr, %a : !llvm.ptr {{llvm.noalias}},
          %d : !llvm.ptr {{enzyme.shadow}}, %n : i64, %f : f64, %c : i1) {{
        %zero = arith.constant 0 : i64
        %one = arith.constant 1 : i64
        {CASES[name]}
        func.return
      }}
    }}
    """
    module = Parser(make_context(), text).parse_module()
    module.verify()
    function = module.body.block.last_op
    assert isinstance(function, FuncOp)
    overwrites = Overwrites(function)
    loads = [op for op in function.walk() if {"yes", "no"} & op.attributes.keys()]
    assert loads
    for load in loads:
        assert overwrites.may_be_repeated(load) == ("yes" in load.attributes), str(load)
