"""What compiled ops of `complex` compute, against Python's `cmath`."""

from __future__ import annotations

import cmath
import ctypes
from collections.abc import Callable

import numpy as np
import pytest

from tests.unit.lowering.conftest import Program

Compile = Callable[[str], Program]

POINTS = [
    0.8 + 0.3j,
    -0.8 + 0.3j,
    -1.5 - 2.5j,
    2.0 - 1e-9j,
    1e-9 + 1e-12j,
    -3.0 + 0.0j,
    0.0 + 2.0j,
    0.0 - 1.5j,
    0.5 + 0.5j,
]

UNARY: dict[str, Callable[[complex], complex]] = {
    "neg": lambda z: -z,
    "conj": lambda z: z.conjugate(),
    "exp": cmath.exp,
    "expm1": lambda z: complex(np.expm1(z)),
    "log": cmath.log,
    "log1p": lambda z: complex(np.log1p(z)),
    "sin": cmath.sin,
    "cos": cmath.cos,
    "tan": cmath.tan,
    "tanh": cmath.tanh,
    "sqrt": cmath.sqrt,
    "rsqrt": lambda z: 1 / cmath.sqrt(z),
    "sign": lambda z: z / abs(z),
}

BINARY: dict[str, Callable[[complex, complex], complex]] = {
    "add": lambda z, w: z + w,
    "sub": lambda z, w: z - w,
    "mul": lambda z, w: z * w,
    "div": lambda z, w: z / w,
    "pow": lambda z, w: z**w,
    "atan2": lambda w, z: -1j * cmath.log((z + 1j * w) / cmath.sqrt(z * z + w * w)),
}


def function(name: str, op: str, arity: int, element: str = "f64") -> str:
    arguments = ", ".join(f"%x{i} : {element}, %y{i} : {element}" for i in range(arity))
    numbers = "\n".join(
        f"%z{i} = complex.create %x{i}, %y{i} : complex<{element}>" for i in range(arity)
    )
    operands = ", ".join(f"%z{i}" for i in range(arity))
    return f"""
    func.func @{name}({arguments}, %p : !llvm.ptr) {{
      {numbers}
      %r = complex.{op} {operands} : complex<{element}>
      llvm.store %r, %p : complex<{element}>, !llvm.ptr
      func.return
    }}"""


def call(compiled: Program, name: str, *numbers: complex, single: bool = False) -> complex:
    result = np.zeros(1, np.complex64 if single else np.complex128)
    kind = ctypes.c_float if single else ctypes.c_double
    types = [kind] * (2 * len(numbers)) + [ctypes.c_void_p]
    parts = [part for number in numbers for part in (number.real, number.imag)]
    ctypes.CFUNCTYPE(None, *types)(compiled.code.address(name))(*parts, result.ctypes.data)
    return complex(result[0])


def test_functions_of_one_number(program: Compile):
    compiled = program("\n".join(function(f"{op}_", op, 1) for op in UNARY))
    for op, expected in UNARY.items():
        for z in POINTS:
            got = call(compiled, f"{op}_", z)
            assert got == pytest.approx(expected(z), rel=1e-12, abs=1e-14), (op, z)


def test_functions_of_two_numbers(program: Compile):
    compiled = program("\n".join(function(f"{op}_", op, 2) for op in BINARY))
    for op, expected in BINARY.items():
        for z in POINTS:
            for w in (1.5 - 0.5j, -0.25 + 2.0j, 3.0 + 0j):
                got = call(compiled, f"{op}_", z, w)
                assert got == pytest.approx(expected(z, w), rel=1e-10, abs=1e-12), (op, z, w)


def test_nothing_overflows_on_the_way(program: Compile):
    ops = ("sqrt", "log", "tanh", "tan", "sign")
    compiled = program(
        "\n".join([*(function(f"{op}_", op, 1) for op in ops), function("div_", "div", 2)])
    )
    big = 3e200 + 4e200j
    for op in ("sqrt", "log", "sign"):
        assert call(compiled, f"{op}_", big) == pytest.approx(UNARY[op](big), rel=1e-14)
    assert call(compiled, "tanh_", 800 + 1j) == pytest.approx(1.0)
    assert call(compiled, "tan_", 1 - 800j) == pytest.approx(-1j)
    assert call(compiled, "div_", 1e200 + 1e200j, big) == pytest.approx((1 + 1j) / (3 + 4j))


def test_zero(program: Compile):
    compiled = program(
        function("sqrt_", "sqrt", 1) + function("sign_", "sign", 1) + function("pow_", "pow", 2)
    )
    assert call(compiled, "sqrt_", 0j) == 0
    assert call(compiled, "sign_", 0j) == 0
    assert call(compiled, "pow_", 0j, 2 + 1j) == 0
    assert call(compiled, "pow_", 0j, 0j) == 1


def test_single_precision(program: Compile):
    compiled = program(function("tan_", "tan", 1, "f32"))
    z = 0.75 + 0.25j
    assert call(compiled, "tan_", z, single=True) == pytest.approx(cmath.tan(z), rel=1e-6)


def test_real_results_and_comparisons(program: Compile):
    compiled = program("""
    func.func @length(%x : f64, %y : f64) -> f64 {
      %z = complex.create %x, %y : complex<f64>
      %r = complex.abs %z : complex<f64>
      func.return %r : f64
    }
    func.func @angle(%x : f64, %y : f64) -> f64 {
      %z = complex.create %x, %y : complex<f64>
      %r = complex.angle %z : complex<f64>
      func.return %r : f64
    }
    func.func @equal(%x : f64, %y : f64) -> i64 {
      %z = complex.create %x, %y : complex<f64>
      %w = complex.constant [1.5, -0.5] : complex<f64>
      %e = complex.eq %z, %w : complex<f64>
      %n = complex.neq %z, %w : complex<f64>
      %0 = arith.extui %e : i1 to i64
      %1 = arith.extui %n : i1 to i64
      %two = arith.constant 2 : i64
      %2 = arith.muli %1, %two : i64
      %r = arith.addi %0, %2 : i64
      func.return %r : i64
    }
    func.func @first_half(%bits : i64) -> f32 {
      %z = complex.bitcast %bits : i64 to complex<f32>
      %w = complex.conj %z : complex<f32>
      %again = complex.bitcast %w : complex<f32> to i64
      %v = complex.bitcast %again : i64 to complex<f32>
      %r = complex.re %v : complex<f32>
      func.return %r : f32
    }""")
    double = ctypes.c_double

    def real(name: str, x: float, y: float, result: type = double) -> float:
        return ctypes.CFUNCTYPE(result, double, double)(compiled.code.address(name))(x, y)

    for z in (*POINTS, 3e200 + 4e200j, complex(np.inf, 1.0), complex(-np.inf, np.inf), 0j):
        assert real("length", z.real, z.imag) == pytest.approx(abs(z), rel=1e-15)
        assert real("angle", z.real, z.imag) == cmath.phase(z)
    assert real("equal", 1.5, -0.5, ctypes.c_int64) == 1
    assert real("equal", 1.5, 0.5, ctypes.c_int64) == 2
    assert real("equal", float("nan"), -0.5, ctypes.c_int64) == 2
    bits = int.from_bytes(np.array([0.75, 2.0], np.float32).tobytes(), "little")
    first = ctypes.CFUNCTYPE(ctypes.c_float, ctypes.c_int64)(compiled.code.address("first_half"))
    assert first(bits) == 0.75
