"""Structured control flow runs as Python runs it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

from xdsl.dialects import scf
from xdsl.ir import Block, Region

from tests.unit.lowering.conftest import Program, parse
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir

Compile = Callable[[str], Program]


def test_for_with_several_carried_values(program: Compile) -> None:
    compiled = program("""
    func.func @f(%n: index, %x: f64) -> f64 {
      %c0 = arith.constant 0 : index
      %c3 = arith.constant 3 : index
      %one = arith.constant 1.0 : f64
      %a, %b, %c = scf.for %i = %c0 to %n step %c3 iter_args(%p = %x, %q = %one, %r = %one) -> (f64, f64, f64) {
        %k = arith.index_cast %i : index to i64
        %t = arith.sitofp %k : i64 to f64
        %u = arith.addf %p, %t : f64
        scf.yield %r, %p, %u : f64, f64, f64
      }
      %ten = arith.constant 10.0 : f64
      %s = arith.mulf %a, %ten : f64
      %v = arith.addf %s, %b : f64
      %w = arith.mulf %v, %ten : f64
      %z = arith.addf %w, %c : f64
      func.return %z : f64
    }""")
    function = compiled.function("f", "index f64 -> f64")
    for n in (-4, 0, 1, 3, 4, 17):
        p, q, r = 2.0, 1.0, 1.0
        for i in range(0, n, 3):
            p, q, r = r, p, p + i
        assert function(n, 2.0) == (p * 10 + q) * 10 + r


def test_swap_is_parallel(program: Compile) -> None:
    compiled = program("""
    func.func @f(%n: i32, %x: i64, %y: i64) -> i64 {
      %c0 = arith.constant 0 : i32
      %c1 = arith.constant 1 : i32
      %c = arith.constant 1000 : i64
      %a, %b = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x, %q = %y) -> (i64, i64) : i32 {
        scf.yield %q, %p : i64, i64
      }
      %m = arith.muli %a, %c : i64
      %r = arith.addi %m, %b : i64
      func.return %r : i64
    }""")
    function = compiled.function("f", "i32 i64 i64 -> i64")
    assert function(4, 1, 2) == 1002
    assert function(5, 1, 2) == 2001


def test_narrow_induction_variable(program: Compile) -> None:
    compiled = program("""
    func.func @f(%lb: i8, %ub: i8) -> i32 {
      %c1 = arith.constant 1 : i8
      %z = arith.constant 0 : i32
      %r = scf.for %i = %lb to %ub step %c1 iter_args(%s = %z) -> (i32) : i8 {
        %k = arith.extsi %i : i8 to i32
        %t = arith.addi %s, %k : i32
        scf.yield %t : i32
      }
      func.return %r : i32
    }""")
    assert compiled.function("f", "i8 i8 -> i32")(-128, 127) == sum(range(-128, 127))


COLLATZ = """
func.func @f(%n: i64) -> i64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %three = arith.constant 3 : i64
  %last, %count = scf.while (%x = %n, %k = %zero) : (i64, i64) -> (i64, i64) {
    %go = arith.cmpi ne, %x, %one : i64
    scf.condition(%go) %x, %k : i64, i64
  } do {
  ^bb0(%x: i64, %k: i64):
    %b = arith.andi %x, %one : i64
    %odd = arith.cmpi eq, %b, %one : i64
    %y = scf.if %odd -> (i64) {
      %t = arith.muli %x, %three : i64
      %u = arith.addi %t, %one : i64
      scf.yield %u : i64
    } else {
      %even = scf.if %odd -> (i64) {
        scf.yield %x : i64
      } else {
        %h = arith.divsi %x, %two : i64
        scf.yield %h : i64
      }
      scf.yield %even : i64
    }
    %j = arith.addi %k, %one : i64
    scf.yield %y, %j : i64, i64
  }
  func.return %count : i64
}"""


def test_while_with_work_in_both_regions(program: Compile) -> None:
    function = program(COLLATZ).function("f", "i64 -> i64")
    for n in (1, 2, 7, 27):
        x, k = n, 0
        while x != 1:
            x, k = 3 * x + 1 if x % 2 else x // 2, k + 1
        assert function(n) == k


def test_while_that_ends_in_its_test(program: Compile) -> None:
    """The values that leave the loop differ from those that go round."""
    compiled = program("""
    func.func @f(%n: i64) -> i64 {
      %zero = arith.constant 0 : i64
      %one = arith.constant 1 : i64
      %r:2 = scf.while (%i = %zero, %s = %zero) : (i64, i64) -> (i64, i64) {
        %j = arith.addi %i, %one : i64
        %t = arith.addi %s, %j : i64
        %go = arith.cmpi slt, %j, %n : i64
        scf.condition(%go) %t, %j : i64, i64
      } do {
      ^bb0(%t: i64, %j: i64):
        scf.yield %j, %t : i64, i64
      }
      func.return %r#0 : i64
    }""")
    function = compiled.function("f", "i64 -> i64")
    for n in (0, 1, 2, 10):
        assert function(n) == sum(range(1, max(n, 1) + 1))


def test_if_without_else(program: Compile) -> None:
    compiled = program("""
    func.func @f(%c: i1, %p: !llvm.ptr) {
      scf.if %c {
        %one = arith.constant 1 : i64
        llvm.store %one, %p : i64, !llvm.ptr
      }
      func.return
    }
    func.func @g(%c: i1) -> i64 {
      %one = arith.constant 1 : i64
      %zero = arith.constant 0 : i64
      %p = llvm.alloca %one x i64 : (i64) -> !llvm.ptr
      llvm.store %zero, %p : i64, !llvm.ptr
      func.call @f(%c, %p) : (i1, !llvm.ptr) -> ()
      %r = llvm.load %p : !llvm.ptr -> i64
      func.return %r : i64
    }""")
    assert compiled.function("g", "i1 -> i64")(True) == 1
    assert compiled.function("g", "i1 -> i64")(False) == 0


def test_index_switch(program: Compile) -> None:
    compiled = program("""
    func.func @f(%x: index) -> i32 {
      %a, %b = scf.index_switch %x -> i32, i32
      case 2 {
        %c = arith.constant 20 : i32
        %d = arith.constant 21 : i32
        scf.yield %c, %d : i32, i32
      }
      case -5 {
        %c = arith.constant 50 : i32
        scf.yield %c, %c : i32, i32
      }
      default {
        %c = arith.constant 0 : i32
        %d = arith.constant 7 : i32
        scf.yield %c, %d : i32, i32
      }
      %r = arith.subi %b, %a : i32
      func.return %r : i32
    }""")
    function = compiled.function("f", "index -> i32")
    assert [function(x) for x in (2, -5, 0, 3)] == [1, 0, 7, 7]


def test_execute_region_with_several_blocks(program: Compile) -> None:
    compiled = program("""
    func.func @f(%x: i32, %y: i32) -> i32 {
      %r = scf.execute_region -> (i32) {
        %c = arith.cmpi slt, %x, %y : i32
        cf.cond_br %c, ^less, ^more
      ^less:
        scf.yield %y : i32
      ^more:
        %d = arith.subi %x, %y : i32
        scf.yield %d : i32
      }
      func.return %r : i32
    }""")
    function = compiled.function("f", "i32 i32 -> i32")
    assert function(1, 5) == 5
    assert function(9, 5) == 4


def test_parallel_with_reductions(program: Compile) -> None:
    compiled = program("""
    func.func @f(%n: index, %m: index) -> i64 {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c2 = arith.constant 2 : index
      %zero = arith.constant 0 : i64
      %one = arith.constant 1 : i64
      %s, %p = "scf.parallel"(%c0, %c1, %n, %m, %c1, %c2, %zero, %one)
        <{operandSegmentSizes = array<i32: 2, 2, 2, 2>}> ({
      ^bb0(%i: index, %j: index):
        %t = arith.muli %i, %j : index
        %u = arith.index_cast %t : index to i64
        scf.reduce(%u, %u : i64, i64) {
        ^bb1(%a: i64, %b: i64):
          %c = arith.addi %a, %b : i64
          scf.reduce.return %c : i64
        } {
        ^bb2(%a: i64, %b: i64):
          %c = arith.maxsi %a, %b : i64
          scf.reduce.return %c : i64
        }
      }) : (index, index, index, index, index, index, i64, i64) -> (i64, i64)
      %thousand = arith.constant 1000 : i64
      %q = arith.muli %p, %thousand : i64
      %r = arith.addi %s, %q : i64
      func.return %r : i64
    }""")
    function = compiled.function("f", "index index -> i64")
    for n, m in [(0, 5), (3, 6), (4, 2)]:
        values = [i * j for i in range(n) for j in range(1, m, 2)]
        assert function(n, m) == sum(values) + 1000 * max([1, *values])


def test_parallel_without_reductions(program: Compile) -> None:
    compiled = program("""
    func.func @f(%m: memref<?xf64>, %n: index) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      "scf.parallel"(%c0, %n, %c1) <{operandSegmentSizes = array<i32: 1, 1, 1, 0>}> ({
      ^bb0(%i: index):
        %x = memref.load %m[%i] : memref<?xf64>
        %y = arith.mulf %x, %x : f64
        memref.store %y, %m[%i] : memref<?xf64>
        scf.reduce
      }) : (index, index, index) -> ()
      func.return
    }""")
    data = (ctypes.c_double * 3)(1.0, 2.0, 3.0)
    function = compiled.function("f", "ptr ptr index index index index ->")
    function(ctypes.addressof(data), ctypes.addressof(data), 0, 3, 1, 3)
    assert list(data) == [1.0, 4.0, 9.0]


def test_memrefs_carried_by_a_loop(program: Compile) -> None:
    """Ping-pong between two buffers."""
    compiled = program("""
    func.func @f(%n: index) -> i64 {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %two = arith.constant 2 : i64
      %one = arith.constant 1 : i64
      %a = memref.alloc(%c1) : memref<?xi64>
      %b = memref.alloc(%c1) : memref<?xi64>
      memref.store %one, %a[%c0] : memref<?xi64>
      %x, %y = scf.for %i = %c0 to %n step %c1 iter_args(%p = %a, %q = %b) -> (memref<?xi64>, memref<?xi64>) {
        %v = memref.load %p[%c0] : memref<?xi64>
        %w = arith.muli %v, %two : i64
        memref.store %w, %q[%c0] : memref<?xi64>
        scf.yield %q, %p : memref<?xi64>, memref<?xi64>
      }
      %r = memref.load %x[%c0] : memref<?xi64>
      memref.dealloc %a : memref<?xi64>
      memref.dealloc %b : memref<?xi64>
      func.return %r : i64
    }""")
    assert compiled.function("f", "index -> i64")(7) == 128


def test_deep_nests_are_written() -> None:
    module = parse("func.func @f(%c: i1) { func.return }")
    function = next(iter(module.body.block.ops))
    condition = function.regions[0].block.args[0]
    block = Block([scf.YieldOp()])
    for _ in range(2000):
        block = Block([scf.IfOp(condition, [], Region(block)), scf.YieldOp()])
    inner = block.first_op
    assert inner is not None
    inner.detach()
    function.regions[0].block.insert_op_before(inner, function.regions[0].block.ops.first)
    assert write_llvm_ir(module).count("br i1 %c,") == 2000
