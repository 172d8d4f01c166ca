"""Vectors of one and of several dimensions."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.unit.lowering.conftest import Program

Compile = Callable[[str], Program]


def aligned(values: Any, dtype: str = "f8") -> np.ndarray:
    """A copy at an address at which any vector may be."""
    source = np.array(values, dtype=dtype)
    buffer = np.zeros(source.nbytes + 64, dtype="u1")
    offset = -buffer.ctypes.data % 64
    target = buffer[offset : offset + source.nbytes].view(dtype).reshape(source.shape)
    target[...] = source
    return target


def run(compiled: Program, name: str, *arguments: Any, result: Any = None) -> Any:
    words = [a.ctypes.data if isinstance(a, np.ndarray) else a for a in arguments]
    types = [ctypes.c_double if isinstance(word, float) else ctypes.c_int64 for word in words]
    return ctypes.CFUNCTYPE(result, *types)(compiled.code.address(name))(*words)


def test_elements(program: Compile) -> None:
    compiled = program("""
    func.func @static(%p: !llvm.ptr) -> f64 {
      %v = llvm.load %p : !llvm.ptr -> vector<4xf64>
      %x = vector.extract %v[2] : f64 from vector<4xf64>
      %w = vector.insert %x, %v [0] : f64 into vector<4xf64>
      llvm.store %w, %p : vector<4xf64>, !llvm.ptr
      func.return %x : f64
    }
    func.func @dynamic(%p: !llvm.ptr, %i: index, %j: index) -> f64 {
      %v = llvm.load %p : !llvm.ptr -> vector<2x3xf64>
      %x = vector.extract %v[%i, %j] : f64 from vector<2x3xf64>
      %w = vector.insert %x, %v [1, %i] : f64 into vector<2x3xf64>
      llvm.store %w, %p : vector<2x3xf64>, !llvm.ptr
      func.return %x : f64
    }
    func.func @rows(%p: !llvm.ptr, %i: index) {
      %v = llvm.load %p : !llvm.ptr -> vector<3x2xf64>
      %a = vector.extract %v[%i] : vector<2xf64> from vector<3x2xf64>
      %b = vector.extract %v[2] : vector<2xf64> from vector<3x2xf64>
      %w = vector.insert %a, %v [2] : vector<2xf64> into vector<3x2xf64>
      %u = vector.insert %b, %w [%i] : vector<2xf64> into vector<3x2xf64>
      llvm.store %u, %p : vector<3x2xf64>, !llvm.ptr
      func.return
    }""")
    a = aligned([1, 2, 3, 4])
    assert run(compiled, "static", a, result=ctypes.c_double) == 3
    assert list(a) == [3, 2, 3, 4]
    b = aligned([[1, 2, 3], [4, 5, 6]])
    assert run(compiled, "dynamic", b, 0, 2, result=ctypes.c_double) == 3
    assert b.tolist() == [[1, 2, 3], [3, 5, 6]]
    c = aligned([[1, 2], [3, 4], [5, 6]])
    run(compiled, "rows", c, 1)
    assert c.tolist() == [[1, 2], [5, 6], [3, 4]]


def test_broadcast_and_shuffle(program: Compile) -> None:
    compiled = program("""
    func.func @splat(%x: f64, %p: !llvm.ptr) {
      %v = vector.broadcast %x : f64 to vector<2x2xf64>
      %one = arith.constant 1.0 : f64
      %w = vector.broadcast %one : f64 to vector<2x2xf64>
      %s = arith.addf %v, %w : vector<2x2xf64>
      llvm.store %s, %p : vector<2x2xf64>, !llvm.ptr
      func.return
    }
    func.func @stretch(%p: !llvm.ptr, %q: !llvm.ptr) {
      %v = llvm.load %p : !llvm.ptr -> vector<2x1xf64>
      %w = vector.broadcast %v : vector<2x1xf64> to vector<2x2x2xf64>
      llvm.store %w, %q : vector<2x2x2xf64>, !llvm.ptr
      func.return
    }
    func.func @shuffle(%p: !llvm.ptr, %q: !llvm.ptr) {
      %v = llvm.load %p : !llvm.ptr -> vector<2xf64>
      %w = llvm.load %p : !llvm.ptr -> vector<4xf64>
      %s = vector.shuffle %v, %w [5, 0, 2, 1] : vector<2xf64>, vector<4xf64>
      llvm.store %s, %q : vector<4xf64>, !llvm.ptr
      func.return
    }
    func.func @rows(%p: !llvm.ptr, %q: !llvm.ptr) {
      %v = llvm.load %p : !llvm.ptr -> vector<1x2xf64>
      %w = llvm.load %p : !llvm.ptr -> vector<2x2xf64>
      %s = vector.shuffle %v, %w [2, 0] : vector<1x2xf64>, vector<2x2xf64>
      llvm.store %s, %q : vector<2x2xf64>, !llvm.ptr
      func.return
    }""")
    p, q = aligned([10, 20, 30, 40]), aligned(np.zeros(8))
    run(compiled, "splat", 1.5, q)
    assert list(q[:4]) == [2.5] * 4
    run(compiled, "stretch", p, q)
    assert list(q) == [10, 10, 20, 20, 10, 10, 20, 20]
    run(compiled, "shuffle", p, q)
    assert list(q[:4]) == [40, 10, 10, 20]
    run(compiled, "rows", p, q)
    assert list(q[:4]) == [30, 40, 10, 20]


def test_arithmetic_on_lanes(program: Compile) -> None:
    compiled = program("""
    func.func @f(%p: !llvm.ptr, %q: !llvm.ptr) {
      %v = llvm.load %p : !llvm.ptr -> vector<4xf64>
      %two = arith.constant dense<2.0> : vector<4xf64>
      %ramp = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : vector<4xf64>
      %a = arith.mulf %v, %two fastmath<contract> : vector<4xf64>
      %b = vector.fma %a, %ramp, %v : vector<4xf64>
      %c = math.sqrt %b : vector<4xf64>
      %m = "arith.constant"() <{value = dense<[1, 0, 1, 0]> : vector<4xi1>}> : () -> vector<4xi1>
      %s = llvm_extra.vector_select %m, %c, %v : vector<4xi1>, vector<4xf64>
      %n = arith.negf %s : vector<4xf64>
      llvm.store %n, %q : vector<4xf64>, !llvm.ptr
      func.return
    }
    func.func @g(%p: !llvm.ptr, %q: !llvm.ptr) {
      %v = llvm.load %p : !llvm.ptr -> vector<4xi32>
      %w = arith.constant dense<[3, -3, 2, -2]> : vector<4xi32>
      %a = arith.floordivsi %v, %w : vector<4xi32>
      %b = arith.ceildivsi %v, %w : vector<4xi32>
      %l, %h = arith.mulsi_extended %a, %b : vector<4xi32>
      %s = arith.addi %l, %h : vector<4xi32>
      llvm.store %s, %q : vector<4xi32>, !llvm.ptr
      func.return
    }
    func.func @bits(%p: !llvm.ptr, %q: !llvm.ptr) {
      %v = llvm.load %p : !llvm.ptr -> vector<2xf64>
      %w = vector.bitcast %v : vector<2xf64> to vector<4xi32>
      llvm.store %w, %q : vector<4xi32>, !llvm.ptr
      func.return
    }""")
    p, q = aligned([1.0, 2.0, 3.0, 4.0]), aligned(np.zeros(4))
    run(compiled, "f", p, q)
    assert q == pytest.approx([-(3**0.5), -2, -(21**0.5), -4])
    i, j = aligned([7, 7, -7, -7], "i4"), aligned([0] * 4, "i4")
    run(compiled, "g", i, j)
    assert list(j) == [2 * 3, -3 * -2 - 0, -4 * -3, 3 * 4]
    run(compiled, "bits", p, j)
    assert (j == p[:2].view("i4")).all()


REDUCTIONS: dict[str, Callable[[list[float]], float]] = {
    "add": sum,
    "mul": lambda xs: float(np.prod(xs)),
    "minnumf": min,
    "maxnumf": max,
    "minimumf": min,
    "maximumf": max,
}
INTEGER_REDUCTIONS: dict[str, Callable[[list[int]], int]] = {
    "add": sum,
    "mul": lambda xs: int(np.prod(xs)),
    "and": lambda xs: int(np.bitwise_and.reduce(xs)),
    "or": lambda xs: int(np.bitwise_or.reduce(xs)),
    "xor": lambda xs: int(np.bitwise_xor.reduce(xs)),
    "minsi": min,
    "maxsi": max,
    "minui": lambda xs: min(xs, key=lambda x: x % 2**64),
    "maxui": lambda xs: max(xs, key=lambda x: x % 2**64),
}


def test_reductions(program: Compile) -> None:
    text = ""
    for type_, table in (("f64", REDUCTIONS), ("i64", INTEGER_REDUCTIONS)):
        for kind in table:
            text += f"""
            func.func @{kind}_{type_}(%p: !llvm.ptr, %x: {type_}) -> {type_} {{
              %v = llvm.load %p : !llvm.ptr -> vector<4x{type_}>
              %r = "vector.reduction"(%v) <{{kind = #vector.kind<{kind}>, fastmath = #arith.fastmath<none>}}> : (vector<4x{type_}>) -> {type_}
              func.return %r : {type_}
            }}
            func.func @{kind}_{type_}_from(%p: !llvm.ptr, %x: {type_}) -> {type_} {{
              %v = llvm.load %p : !llvm.ptr -> vector<4x{type_}>
              %r = "vector.reduction"(%v, %x) <{{kind = #vector.kind<{kind}>, fastmath = #arith.fastmath<none>}}> : (vector<4x{type_}>, {type_}) -> {type_}
              func.return %r : {type_}
            }}"""
    # xDSL's own verifier wants the result to be a vector; the meaning is that of MLIR.
    from xdsl.context import Context
    from xdsl.parser import Parser
    from xdsl.universe import Universe

    from xdsl_enzyme.lowering.jit import compile_module

    context = Context()
    for name, load in Universe.get_multiverse().all_dialects.items():
        context.register_dialect(name, load)
    code = compile_module(Parser(context, text).parse_module())
    floats, integers = aligned([1.5, -2.0, 4.0, 0.25]), aligned([6, -3, 5, 12], "i8")
    for kind, meaning in REDUCTIONS.items():
        function = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_int64, ctypes.c_double)
        values = floats.tolist()
        assert function(code.address(f"{kind}_f64"))(floats.ctypes.data, 3.0) == meaning(values)
        value = function(code.address(f"{kind}_f64_from"))(floats.ctypes.data, 3.0)
        assert value == meaning([3.0, *values])
    for kind, meaning in INTEGER_REDUCTIONS.items():
        function = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64, ctypes.c_int64)
        values = integers.tolist()
        assert function(code.address(f"{kind}_i64"))(integers.ctypes.data, 9) == meaning(values)
        value = function(code.address(f"{kind}_i64_from"))(integers.ctypes.data, 9)
        assert value == meaning([9, *values])


def test_vectors_in_memrefs(program: Compile) -> None:
    compiled = program("""
    func.func @f(%m: memref<3x5xf32>, %i: index, %j: index) {
      %v = vector.load %m[%i, %j] : memref<3x5xf32>, vector<3xf32>
      %w = arith.addf %v, %v : vector<3xf32>
      %c0 = arith.constant 0 : index
      vector.store %w, %m[%c0, %c0] : memref<3x5xf32>, vector<3xf32>
      func.return
    }
    func.func @masked(%m: memref<6xf64>, %n: index) {
      %c0 = arith.constant 0 : index
      %c2 = arith.constant 2 : index
      %z = arith.constant dense<-1.0> : vector<4xf64>
      %k = vector.create_mask %n : vector<4xi1>
      %v = vector.maskedload %m[%c0], %k, %z : memref<6xf64>, vector<4xi1>, vector<4xf64> into vector<4xf64>
      vector.maskedstore %m[%c2], %k, %v : memref<6xf64>, vector<4xi1>, vector<4xf64>
      vector.store %v, %m[%c0] : memref<6xf64>, vector<4xf64>
      func.return
    }""")
    a = np.arange(15, dtype="f4").reshape(3, 5)
    run(compiled, "f", a, a, 0, 3, 5, 5, 1, 2, 1)
    assert a[0].tolist() == [22, 24, 26, 3, 4]
    b = np.arange(6.0)
    run(compiled, "masked", b, b, 0, 6, 1, 3)
    assert b.tolist() == [0, 1, 2, -1, 2, 5]
