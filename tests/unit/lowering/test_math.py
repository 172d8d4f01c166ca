"""Each operation of math against Python's, for scalars of both widths and for vectors."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable

import pytest

from tests.unit.lowering.conftest import Program

UNARY: dict[str, Callable[[float], float]] = {
    "absf": abs,
    "sqrt": math.sqrt,
    "rsqrt": lambda x: 1 / math.sqrt(x),
    "cbrt": lambda x: x ** (1 / 3),
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "asinh": math.asinh,
    "atanh": math.atanh,
    "exp": math.exp,
    "exp2": lambda x: 2**x,
    "expm1": math.expm1,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "log1p": math.log1p,
    "erf": math.erf,
    "floor": math.floor,
    "ceil": math.ceil,
    "trunc": math.trunc,
    "round": lambda x: math.floor(x + 0.5),
    "roundeven": round,
}
BINARY: dict[str, Callable[[float, float], float]] = {
    "atan2": math.atan2,
    "powf": math.pow,
    "copysign": math.copysign,
}


@pytest.mark.parametrize("type_", ["f64", "f32"])
def test_float_functions(program: Callable[[str], Program], type_: str) -> None:
    tolerance = 1e-14 if type_ == "f64" else 3e-6
    functions = [
        f"""func.func @test_{name}(%x: {type_}) -> {type_} {{
          %r = math.{name} %x : {type_}
          func.return %r : {type_}
        }}"""
        for name in (*UNARY, "acosh")
    ]
    functions += [
        f"""func.func @test_{name}(%x: {type_}, %y: {type_}) -> {type_} {{
          %r = math.{name} %x, %y : {type_}
          func.return %r : {type_}
        }}"""
        for name in BINARY
    ]
    functions.append(
        f"""func.func @test_fma(%x: {type_}, %y: {type_}, %z: {type_}) -> {type_} {{
          %r = math.fma %x, %y, %z : {type_}
          %s = "math.fma"(%r, %y, %z) {{fmuladd, fastmath = #arith.fastmath<none>}} : ({type_}, {type_}, {type_}) -> {type_}
          func.return %s : {type_}
        }}"""
    )
    compiled = program("\n".join(functions))
    for x in (0.3, 0.75, 0.999):
        for name, meaning in UNARY.items():
            value = compiled.function(f"test_{name}", f"{type_} -> {type_}")(x)
            assert value == pytest.approx(meaning(x), rel=tolerance * 10, abs=tolerance), name
        for name, meaning in BINARY.items():
            value = compiled.function(f"test_{name}", f"{type_} {type_} -> {type_}")(x, -1.5)
            assert value == pytest.approx(meaning(x, -1.5), rel=tolerance * 10), name
    assert compiled.function("test_acosh", f"{type_} -> {type_}")(2.0) == pytest.approx(
        math.acosh(2.0), rel=tolerance * 10
    )
    fma = compiled.function("test_fma", f"{type_} {type_} {type_} -> {type_}")
    assert fma(2.0, 3.0, 0.5) == 2.0 * 3.0 * 3.0 + 0.5 * 3.0 + 0.5


def test_functions_of_vectors(program: Callable[[str], Program]) -> None:
    names = ["sin", "exp", "cbrt", "erf", "rsqrt", "log1p"]
    compiled = program(
        "\n".join(
            f"""func.func @test_{name}(%p: !llvm.ptr) {{
              %v = llvm.load %p : !llvm.ptr -> vector<2x2xf64>
              %r = math.{name} %v : vector<2x2xf64>
              llvm.store %r, %p : vector<2x2xf64>, !llvm.ptr
              func.return
            }}"""
            for name in names
        )
    )
    for name in names:
        values = (ctypes.c_double * 8)(0.1, 0.5, 0.9, 0.3)
        start = ctypes.addressof(values) + (-ctypes.addressof(values) % 32)
        data = (ctypes.c_double * 4).from_address(start)
        data[:] = [0.1, 0.5, 0.9, 0.3]
        compiled.function(f"test_{name}", "ptr ->")(start)
        assert list(data) == pytest.approx([UNARY[name](x) for x in (0.1, 0.5, 0.9, 0.3)])


def test_half_precision_goes_through_single(program: Callable[[str], Program]) -> None:
    compiled = program("""
    func.func @f(%x: f32) -> f32 {
      %h = arith.truncf %x : f32 to f16
      %c = math.cbrt %h : f16
      %r = arith.extf %c : f16 to f32
      func.return %r : f32
    }""")
    assert compiled.function("f", "f32 -> f32")(27.0) == 3.0


@pytest.mark.parametrize("exponent_type", ["i8", "i32", "i64"])
@pytest.mark.parametrize("type_", ["f64", "f32"])
def test_power_with_integer(
    program: Callable[[str], Program], type_: str, exponent_type: str
) -> None:
    compiled = program(f"""
    func.func @f(%x: {type_}, %n: {exponent_type}) -> {type_} {{
      %r = math.fpowi %x, %n : {type_}, {exponent_type}
      func.return %r : {type_}
    }}""")
    function = compiled.function("f", f"{type_} {exponent_type} -> {type_}")
    for x in (1.5, -2.0, 0.25):
        for n in (-3, 0, 1, 2, 5):
            assert function(x, n) == pytest.approx(x**n, rel=1e-6), (x, n)
    if exponent_type == "i64":
        # The exponent is not a float, yet its parity counts.
        assert function(-1.0, 2**60 + 1) == -1.0
        assert function(-1.0, 2**60) == 1.0


def test_integer_functions(program: Callable[[str], Program]) -> None:
    unary = ["absi", "ctlz", "cttz", "ctpop"]
    compiled = program(
        "\n".join(
            f"""func.func @test_{name}(%x: i32) -> i32 {{
              %r = math.{name} %x : i32
              func.return %r : i32
            }}"""
            for name in unary
        )
        + """
        func.func @ipowi(%x: i32, %n: i32) -> i32 {
          %r = math.ipowi %x, %n : i32
          func.return %r : i32
        }
        func.func @ipowi64(%x: i64, %n: i64) -> i64 {
          %r = math.ipowi %x, %n : i64
          func.return %r : i64
        }"""
    )
    call = {name: compiled.function(f"test_{name}", "i32 -> i32") for name in unary}
    for x in (0, 1, -5, 40, -(2**31)):
        bits = f"{x & 0xFFFFFFFF:032b}"
        assert call["absi"](x) == (abs(x) if x != -(2**31) else x)
        assert call["ctlz"](x) == len(bits) - len(bits.lstrip("0"))
        assert call["cttz"](x) == len(bits) - len(bits.rstrip("0"))
        assert call["ctpop"](x) == bits.count("1")
    power = compiled.function("ipowi", "i32 i32 -> i32")
    for x in (-3, -1, 1, 2, 7):
        for n in (0, 1, 2, 5, 10):
            assert power(x, n) == x**n
        for n in (-1, -2):
            assert power(x, n) == (x**-n if abs(x) == 1 else 0)
    assert compiled.function("ipowi64", "i64 i64 -> i64")(3, 39) == 3**39
