"""Memory on the stack of a loop lives for one iteration; atomic updates that LLVM has no instruction for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.lowering.conftest import Program, parse
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir

Compile = Callable[[str], Program]

LOOP = """
func.func @sum(%n: index) -> f64 {{
  %zero = arith.constant 0.0 : f64
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = arith.constant 1000 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> (f64) {{
    %m = memref.alloca({size}) : memref<{shape}xf64>
    %k = arith.index_cast %i : index to i64
    %f = arith.sitofp %k : i64 to f64
    memref.store %f, %m[%c1] : memref<{shape}xf64>
    %v = memref.load %m[%c1] : memref<{shape}xf64>
    %t = arith.addf %s, %v : f64
    scf.yield %t : f64
  }}
  func.return %r : f64
}}
"""


@pytest.mark.parametrize(("size", "shape"), [("", "1000"), ("%size", "?")])
def test_a_long_loop_does_not_fill_the_stack(program: Compile, size: str, shape: str) -> None:
    run = program(LOOP.format(size=size, shape=shape)).function("sum", "index -> f64")
    assert run(100_000) == 100_000 * 99_999 / 2


def test_memory_of_one_size_is_allocated_at_the_begin() -> None:
    lines = write_llvm_ir(parse(LOOP.format(size="", shape="1000"))).splitlines()
    begin = lines.index("entry:")
    assert lines[begin + 1].strip().startswith("%m = alloca double, i64 1000")
    assert not any("stacksave" in line for line in lines)


def test_memory_that_a_while_loop_allocates_is_kept_for_the_iteration(program: Compile) -> None:
    """The memory of one round of the inner loop is read in the next."""
    run = program("""
    func.func @chain(%n: index) -> f64 {
      %one = arith.constant 1.0 : f64
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c4 = arith.constant 4 : index
      %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %one) -> (f64) {
        %first = memref.alloca() : memref<f64>
        memref.store %s, %first[] : memref<f64>
        %last, %k = scf.while (%m = %first, %j = %c0) : (memref<f64>, index) -> (memref<f64>, index) {
          %go = arith.cmpi slt, %j, %c4 : index
          scf.condition(%go) %m, %j : memref<f64>, index
        } do {
        ^bb0(%m: memref<f64>, %j: index):
          %following = memref.alloca() : memref<f64>
          %zero = arith.constant 0.0 : f64
          memref.store %zero, %following[] : memref<f64>
          %v = memref.load %m[] : memref<f64>
          %w = arith.addf %v, %one : f64
          memref.store %w, %following[] : memref<f64>
          %l = arith.addi %j, %c1 : index
          scf.yield %following, %l : memref<f64>, index
        }
        %t = memref.load %last[] : memref<f64>
        scf.yield %t : f64
      }
      func.return %r : f64
    }
    """).function("chain", "index -> f64")
    assert run(10_000) == 1.0 + 4 * 10_000


def test_atomic_products(program: Compile) -> None:
    run = program("""
    func.func @product(%x: f64, %n: i64) -> f64 {
      %c0 = arith.constant 0 : index
      %three = arith.constant 3 : i64
      %m = memref.alloca() : memref<1xf64>
      %k = memref.alloca() : memref<1xi64>
      memref.store %x, %m[%c0] : memref<1xf64>
      memref.store %three, %k[%c0] : memref<1xi64>
      %old = "memref.atomic_rmw"(%x, %m, %c0) <{kind = 12 : i64}> : (f64, memref<1xf64>, index) -> f64
      %0 = "memref.atomic_rmw"(%n, %k, %c0) <{kind = 13 : i64}> : (i64, memref<1xi64>, index) -> i64
      %new = memref.load %m[%c0] : memref<1xf64>
      %l = memref.load %k[%c0] : memref<1xi64>
      %f = arith.sitofp %l : i64 to f64
      %s = arith.addf %old, %new : f64
      %t = arith.mulf %s, %f : f64
      func.return %t : f64
    }
    """).function("product", "f64 i64 -> f64")
    assert run(5.0, 7) == (5.0 + 25.0) * 21


def test_memrefs_as_structs(program: Compile) -> None:
    struct = "!llvm.struct<(!llvm.ptr, !llvm.ptr, i64, !llvm.array<2 x i64>, !llvm.array<2 x i64>)>"
    view = "memref<?x2xf64, strided<[4, 1], offset: ?>>"
    run = program(f"""
    func.func @pass(%x: f64, %n: index) -> f64 {{
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %one = arith.constant 1 : i64
      %m = memref.alloca() : memref<3x4xf64>
      %v = memref.subview %m[%n, 1] [%n, 2] [1, 1] : memref<3x4xf64> to {view}
      %s = "builtin.unrealized_conversion_cast"(%v) : ({view}) -> {struct}
      %slot = llvm.alloca %one x {struct} : (i64) -> !llvm.ptr
      llvm.store %s, %slot : {struct}, !llvm.ptr
      %t = llvm.load %slot : !llvm.ptr -> {struct}
      %w = "builtin.unrealized_conversion_cast"(%t) : ({struct}) -> {view}
      memref.store %x, %w[%c0, %c1] : {view}
      %c2 = arith.constant 2 : index
      %y = memref.load %m[%n, %c2] : memref<3x4xf64>
      %size = memref.dim %w, %c0 : {view}
      %k = arith.index_cast %size : index to i64
      %f = arith.sitofp %k : i64 to f64
      %z = arith.mulf %y, %f : f64
      func.return %z : f64
    }}
    """).function("pass", "f64 index -> f64")
    assert run(5.0, 1) == 5.0
    assert run(5.0, 2) == 10.0


def test_other_casts_are_refused() -> None:
    module = parse("""
    func.func @f(%x: f64) -> i64 {
      %y = "builtin.unrealized_conversion_cast"(%x) : (f64) -> i64
      func.return %y : i64
    }
    """)
    with pytest.raises(LoweringError, match="only casts between a memref"):
        write_llvm_ir(module)
