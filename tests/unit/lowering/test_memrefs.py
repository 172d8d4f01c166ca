"""Memrefs in MLIR's calling convention, against NumPy's strided arrays."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.unit.lowering.conftest import Program, parse
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir

Compile = Callable[[str], Program]


def descriptor(array: np.ndarray) -> list[int]:
    """The arguments that a memref is passed as."""
    strides = [stride // array.itemsize for stride in array.strides]
    return [array.ctypes.data, array.ctypes.data, 0, *array.shape, *strides]


def call(compiled: Program, name: str, *arguments: Any, result: Any = None) -> Any:
    flat: list[Any] = []
    for argument in arguments:
        if isinstance(argument, np.ndarray):
            flat.extend(ctypes.c_int64(word) for word in descriptor(argument))
        elif isinstance(argument, float):
            flat.append(ctypes.c_double(argument))
        else:
            flat.append(ctypes.c_int64(argument))
    function = ctypes.CFUNCTYPE(result, *[type(word) for word in flat])
    return function(compiled.code.address(name))(*flat)


def test_static_and_dynamic_shapes(program: Compile) -> None:
    compiled = program("""
    func.func @static(%a: memref<3x4xf64>, %b: memref<4x3xf64>) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c3 = arith.constant 3 : index
      %c4 = arith.constant 4 : index
      scf.for %i = %c0 to %c3 step %c1 {
        scf.for %j = %c0 to %c4 step %c1 {
          %x = memref.load %a[%i, %j] : memref<3x4xf64>
          memref.store %x, %b[%j, %i] : memref<4x3xf64>
        }
      }
      func.return
    }
    func.func @dynamic(%a: memref<?x?xf64, strided<[?, ?], offset: ?>>, %b: memref<?x?xf64>) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %n = memref.dim %a, %c0 : memref<?x?xf64, strided<[?, ?], offset: ?>>
      %m = memref.dim %a, %c1 : memref<?x?xf64, strided<[?, ?], offset: ?>>
      scf.for %i = %c0 to %n step %c1 {
        scf.for %j = %c0 to %m step %c1 {
          %x = memref.load %a[%i, %j] : memref<?x?xf64, strided<[?, ?], offset: ?>>
          memref.store %x, %b[%j, %i] : memref<?x?xf64>
        }
      }
      func.return
    }
    func.func @rank_zero(%a: memref<f64>) -> f64 {
      %x = memref.load %a[] : memref<f64>
      func.return %x : f64
    }
    func.func @dimension(%a: memref<?x7xf64>, %i: index) -> index {
      %d = memref.dim %a, %i : memref<?x7xf64>
      func.return %d : index
    }""")
    a = np.arange(12.0).reshape(3, 4)
    b = np.zeros((4, 3))
    call(compiled, "static", a, b)
    assert (b == a.T).all()
    big = np.arange(70.0).reshape(7, 10)
    view = big[1::2, ::-3]
    c = np.zeros(view.T.shape)
    call(compiled, "dynamic", view, c)
    assert (c == view.T).all()
    assert call(compiled, "rank_zero", np.array(2.5), result=ctypes.c_double) == 2.5
    e = np.zeros((5, 7))
    assert call(compiled, "dimension", e, 0, result=ctypes.c_int64) == 5
    assert call(compiled, "dimension", e, 1, result=ctypes.c_int64) == 7


def test_allocation_copy_and_release(program: Compile) -> None:
    compiled = program("""
    func.func @f(%a: memref<?x?xf32>, %b: memref<?x?xf32>) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %n = memref.dim %a, %c0 : memref<?x?xf32>
      %m = memref.dim %a, %c1 : memref<?x?xf32>
      %t = memref.alloc(%n, %m) {alignment = 64 : i64} : memref<?x?xf32>
      "memref.copy"(%a, %t) : (memref<?x?xf32>, memref<?x?xf32>) -> ()
      %s = memref.alloca(%n, %m) : memref<?x?xf32>
      "memref.copy"(%t, %s) : (memref<?x?xf32>, memref<?x?xf32>) -> ()
      %u = memref.alloc(%n, %m) : memref<?x?xf32>
      "memref.copy"(%s, %u) : (memref<?x?xf32>, memref<?x?xf32>) -> ()
      "memref.copy"(%u, %b) : (memref<?x?xf32>, memref<?x?xf32>) -> ()
      memref.dealloc %t : memref<?x?xf32>
      memref.dealloc %u : memref<?x?xf32>
      func.return
    }
    func.func @aligned() -> index {
      %t = memref.alloc() {alignment = 4096 : i64} : memref<3xf32>
      %p = "memref.extract_aligned_pointer_as_index"(%t) : (memref<3xf32>) -> index
      memref.dealloc %t : memref<3xf32>
      func.return %p : index
    }
    func.func @strided(%a: memref<?x?xf64, strided<[?, ?], offset: ?>>, %b: memref<?x?xf64>) {
      "memref.copy"(%a, %b) : (memref<?x?xf64, strided<[?, ?], offset: ?>>, memref<?x?xf64>) -> ()
      func.return
    }""")
    a = np.arange(6, dtype=np.float32).reshape(2, 3)
    b = np.zeros_like(a)
    call(compiled, "f", a, b)
    assert (a == b).all()
    assert call(compiled, "aligned", result=ctypes.c_int64) % 4096 == 0
    view = np.arange(24.0).reshape(4, 6)[::2, 1::2]
    c = np.zeros(view.shape)
    call(compiled, "strided", view, c)
    assert (c == view).all()


def test_views(program: Compile) -> None:
    strided = "memref<2x?xf64, strided<[12, 3], offset: ?>>"
    compiled = program(f"""
    func.func @subview(%a: memref<4x6xf64>, %o: index, %n: index, %i: index, %j: index) -> f64 {{
      %v = memref.subview %a[1, %o] [2, %n] [2, 3] : memref<4x6xf64> to {strided}
      %x = memref.load %v[%i, %j] : {strided}
      func.return %x : f64
    }}
    func.func @row(%a: memref<4x6xf64>, %r: index, %j: index) -> f64 {{
      %v = memref.subview %a[%r, 0] [1, 6] [1, 1] : memref<4x6xf64> to memref<6xf64, strided<[1], offset: ?>>
      %x = memref.load %v[%j] : memref<6xf64, strided<[1], offset: ?>>
      func.return %x : f64
    }}
    func.func @reinterpret(%a: memref<24xf64>, %s: index, %i: index, %j: index) -> f64 {{
      %v = memref.reinterpret_cast %a to offset: [3], sizes: [2, 4], strides: [%s, 1]
        : memref<24xf64> to memref<2x4xf64, strided<[?, 1], offset: 3>>
      %x = memref.load %v[%i, %j] : memref<2x4xf64, strided<[?, 1], offset: 3>>
      func.return %x : f64
    }}
    func.func @reshape(%a: memref<4x6xf64>, %i: index, %j: index, %k: index) -> f64 {{
      %v = memref.collapse_shape %a [[0 : i64, 1 : i64]] : memref<4x6xf64> into memref<24xf64>
      %w = memref.expand_shape %v [[0 : i64, 1 : i64, 2 : i64]] output_shape [2, 3, 4] : memref<24xf64> into memref<2x3x4xf64>
      %x = memref.load %w[%i, %j, %k] : memref<2x3x4xf64>
      func.return %x : f64
    }}
    func.func @cast(%a: memref<4x6xf64>, %i: index, %j: index) -> f64 {{
      %v = "memref.cast"(%a) : (memref<4x6xf64>) -> memref<?x?xf64, strided<[?, ?], offset: ?>>
      %w = "memref.cast"(%v) : (memref<?x?xf64, strided<[?, ?], offset: ?>>) -> memref<4x?xf64, strided<[6, ?], offset: ?>>
      %x = memref.load %w[%i, %j] : memref<4x?xf64, strided<[6, ?], offset: ?>>
      func.return %x : f64
    }}
    func.func @bytes(%i: index) -> i32 {{
      %c4 = arith.constant 4 : index
      %one = arith.constant 258 : i32
      %b = memref.alloca() : memref<16xi8>
      %v = memref.view %b[%c4][%c4] : memref<16xi8> to memref<?xi32>
      memref.store %one, %v[%i] : memref<?xi32>
      %c5 = arith.constant 5 : index
      %x = memref.load %b[%c5] : memref<16xi8>
      %r = arith.extui %x : i8 to i32
      func.return %r : i32
    }}
    func.func @metadata(%a: memref<?x?xf64, strided<[?, ?], offset: ?>>) -> index {{
      %b, %o, %s0, %s1, %t0, %t1 = memref.extract_strided_metadata %a
        : memref<?x?xf64, strided<[?, ?], offset: ?>> -> memref<f64>, index, index, index, index, index
      %c10 = arith.constant 10 : index
      %p = arith.muli %s0, %c10 : index
      %q = arith.addi %p, %s1 : index
      %r = arith.muli %q, %c10 : index
      %s = arith.addi %r, %t0 : index
      %t = arith.muli %s, %c10 : index
      %u = arith.addi %t, %t1 : index
      %v = arith.addi %u, %o : index
      func.return %v : index
    }}""")
    a = np.arange(24.0).reshape(4, 6)
    for o in (0, 1):
        for i in (0, 1):
            value = call(compiled, "subview", a, o, 2, i, 1, result=ctypes.c_double)
            assert value == a[1::2, o::3][i, 1]
    assert call(compiled, "row", a, 2, 5, result=ctypes.c_double) == a[2, 5]
    flat = a.reshape(24)
    assert call(compiled, "reinterpret", flat, 7, 1, 3, result=ctypes.c_double) == flat[3 + 7 + 3]
    for place in [(0, 0, 0), (1, 2, 3), (1, 0, 2)]:
        value = call(compiled, "reshape", a, *place, result=ctypes.c_double)
        assert value == a.reshape(2, 3, 4)[place]
    assert call(compiled, "cast", a, 3, 4, result=ctypes.c_double) == a[3, 4]
    assert call(compiled, "bytes", 0, result=ctypes.c_int32) == 1
    assert call(compiled, "metadata", a[:3, ::2], result=ctypes.c_int64) == 3362


def test_globals(program: Compile) -> None:
    compiled = program("""
    "memref.global"() <{sym_name = "table", sym_visibility = "private", type = memref<2x2xf64>,
      initial_value = dense<[[1.5, 2.5], [3.5, 4.5]]> : tensor<2x2xf64>, constant}> : () -> ()
    "memref.global"() <{sym_name = "counter", sym_visibility = "public", type = memref<i64>,
      initial_value = dense<41> : tensor<i64>}> : () -> ()
    "memref.global"() <{sym_name = "scratch", sym_visibility = "private", type = memref<8xi32>,
      initial_value, alignment = 64 : i64}> : () -> ()
    func.func @look(%i: index, %j: index) -> f64 {
      %t = memref.get_global @table : memref<2x2xf64>
      %x = memref.load %t[%i, %j] : memref<2x2xf64>
      func.return %x : f64
    }
    func.func @count() -> i64 {
      %c = memref.get_global @counter : memref<i64>
      %s = memref.get_global @scratch : memref<8xi32>
      %x = memref.load %c[] : memref<i64>
      %one = arith.constant 1 : i64
      %y = arith.addi %x, %one : i64
      memref.store %y, %c[] : memref<i64>
      func.return %y : i64
    }""")
    assert call(compiled, "look", 1, 0, result=ctypes.c_double) == 3.5
    assert call(compiled, "count", result=ctypes.c_int64) == 42
    assert call(compiled, "count", result=ctypes.c_int64) == 43


class Descriptor1(ctypes.Structure):
    _fields_ = [
        ("allocated", ctypes.c_void_p),
        ("aligned", ctypes.c_void_p),
        ("offset", ctypes.c_int64),
        ("sizes", ctypes.c_int64 * 1),
        ("strides", ctypes.c_int64 * 1),
    ]


def test_memrefs_as_results(program: Compile) -> None:
    compiled = program("""
    func.func @make(%n: index, %x: f64) -> memref<?xf64> {
      %c0 = arith.constant 0 : index
      %m = memref.alloc(%n) : memref<?xf64>
      memref.store %x, %m[%c0] : memref<?xf64>
      func.return %m : memref<?xf64>
    }
    func.func private @pair(%n: index, %x: f64) -> (memref<?xf64>, index, memref<2xf64>) {
      %a = func.call @make(%n, %x) : (index, f64) -> memref<?xf64>
      %b = memref.alloc() : memref<2xf64>
      %c1 = arith.constant 1 : index
      memref.store %x, %b[%c1] : memref<2xf64>
      func.return %a, %n, %b : memref<?xf64>, index, memref<2xf64>
    }
    func.func @use(%n: index, %x: f64) -> f64 {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %a, %i, %b = func.call @pair(%n, %x) : (index, f64) -> (memref<?xf64>, index, memref<2xf64>)
      %u = memref.load %a[%c0] : memref<?xf64>
      %v = memref.load %b[%c1] : memref<2xf64>
      %d = memref.dim %a, %c0 : memref<?xf64>
      %e = arith.addi %d, %i : index
      %f = arith.index_cast %e : index to i64
      %g = arith.sitofp %f : i64 to f64
      %h = arith.addf %u, %v : f64
      %k = arith.addf %h, %g : f64
      memref.dealloc %a : memref<?xf64>
      memref.dealloc %b : memref<2xf64>
      func.return %k : f64
    }""")
    made = call(compiled, "make", 5, 1.25, result=Descriptor1)
    assert made.sizes[0] == 5
    assert made.strides[0] == 1
    assert ctypes.c_double.from_address(made.aligned).value == 1.25
    ctypes.CDLL(None).free(ctypes.c_void_p(made.allocated))
    assert call(compiled, "use", 3, 2.0, result=ctypes.c_double) == 10.0


def test_select_and_branches_of_memrefs(program: Compile) -> None:
    compiled = program("""
    func.func @f(%c: i1, %a: memref<?xf64>, %b: memref<?xf64>) -> f64 {
      %c0 = arith.constant 0 : index
      %s = arith.select %c, %a, %b : memref<?xf64>
      %x = memref.load %s[%c0] : memref<?xf64>
      cf.cond_br %c, ^bb1(%b : memref<?xf64>), ^bb1(%a : memref<?xf64>)
    ^bb1(%t: memref<?xf64>):
      %y = memref.load %t[%c0] : memref<?xf64>
      %d = memref.dim %t, %c0 : memref<?xf64>
      %e = arith.index_cast %d : index to i64
      %g = arith.sitofp %e : i64 to f64
      %z = arith.mulf %y, %g : f64
      %r = arith.subf %x, %z : f64
      func.return %r : f64
    }""")
    a, b = np.array([1.0, 0.0]), np.array([10.0, 0.0, 0.0])
    assert call(compiled, "f", 1, a, b, result=ctypes.c_double) == 1.0 - 30.0
    assert call(compiled, "f", 0, a, b, result=ctypes.c_double) == 10.0 - 2.0


def test_atomic_update(program: Compile) -> None:
    compiled = program("""
    func.func @f(%m: memref<?xf64>, %i: index, %x: f64) -> f64 {
      %r = "memref.atomic_rmw"(%x, %m, %i) <{kind = 0 : i64}> : (f64, memref<?xf64>, index) -> f64
      func.return %r : f64
    }""")
    a = np.array([1.0, 2.0])
    assert call(compiled, "f", a, 1, 0.5, result=ctypes.c_double) == 2.0
    assert list(a) == [1.0, 2.5]


def test_alloca_scope_gives_its_memory_back(program: Compile) -> None:
    """Each round takes 1 MB of stack, of which there is less than 200 MB."""
    compiled = program("""
    func.func @f(%n: index) -> i64 {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %zero = arith.constant 0 : i64
      %r = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> (i64) {
        %t = "memref.alloca_scope"() ({
          %size = arith.constant 131072 : index
          %m = memref.alloca(%size) : memref<?xi64>
          %k = arith.index_cast %i : index to i64
          memref.store %k, %m[%c1] : memref<?xi64>
          %v = memref.load %m[%c1] : memref<?xi64>
          "memref.alloca_scope.return"(%v) : (i64) -> ()
        }) : () -> i64
        %u = arith.addi %s, %t : i64
        scf.yield %u : i64
      }
      func.return %r : i64
    }""")
    assert call(compiled, "f", 200, result=ctypes.c_int64) == sum(range(200))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("%a: memref<4xf64, 3 : i32>", "memory space"),
        ("%a: memref<4xf64, affine_map<(d0) -> (d0 floordiv 2)>>", "layout"),
    ],
)
def test_refuses_other_layouts(text: str, message: str) -> None:
    module = parse(f"func.func @f({text}) {{ func.return }}")
    with pytest.raises(LoweringError, match=message):
        write_llvm_ir(module)
