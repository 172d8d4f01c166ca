"""The conventions at kinks: one case per row of the table in docs/conventions.md, in both modes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, nan, pi
from pathlib import Path

import pytest

from tests.unit.rules.engine import Programs

TABLE = Path(__file__).parents[3] / "docs" / "conventions.md"


def function(name: str, arity: int, *body: str) -> str:
    """A function of doubles that returns %r."""
    arguments = ", ".join(f"%x{i} : f64" for i in range(arity))
    lines = "\n  ".join(body)
    return f"func.func @{name}({arguments}) -> f64 {{\n  {lines}\n  func.return %r : f64\n}}\n"


def op(name: str, text: str, arity: int = 1) -> str:
    return function(name, arity, f"%r = {text} : f64")


def libm(name: str, arity: int) -> str:
    operands = ", ".join(f"%x{i}" for i in range(arity))
    types = ", ".join(["f64"] * arity)
    return function(f"{name}_", arity, f"%r = func.call @{name}({operands}) : ({types}) -> f64")


def reduction(kind: str) -> str:
    """Of three numbers in a vector."""
    return function(
        f"reduce_{kind}",
        3,
        "%v0 = vector.broadcast %x0 : f64 to vector<3xf64>",
        "%v1 = vector.insert %x1, %v0 [1] : f64 into vector<3xf64>",
        "%v2 = vector.insert %x2, %v1 [2] : f64 into vector<3xf64>",
        f"%r = vector.reduction <{kind}>, %v2 : vector<3xf64> into f64",
    )


Z = "%z0 = complex.create %x0, %x1 : complex<f64>"

FUNCTIONS = {
    "fabs_": op("fabs_", "math.absf %x0"),
    "maximumf": op("maximumf", "arith.maximumf %x0, %x1", 2),
    "maxnumf": op("maxnumf", "arith.maxnumf %x0, %x1", 2),
    "minimumf": op("minimumf", "arith.minimumf %x0, %x1", 2),
    "minnumf": op("minnumf", "arith.minnumf %x0, %x1", 2),
    "sqrt_": op("sqrt_", "math.sqrt %x0"),
    "cbrt_": op("cbrt_", "math.cbrt %x0"),
    "rsqrt": op("rsqrt", "math.rsqrt %x0"),
    "log_": op("log_", "math.log %x0"),
    "div": op("div", "arith.divf %x0, %x1", 2),
    "pow_": op("pow_", "math.powf %x0, %x1", 2),
    "powi": function(
        "powi", 1, "%n = arith.constant 0 : i32", "%r = math.fpowi %x0, %n : f64, i32"
    ),
    "copysign_": op("copysign_", "math.copysign %x0, %x1", 2),
    "floor_": op("floor_", "math.floor %x0"),
    "ceil_": op("ceil_", "math.ceil %x0"),
    "trunc_": op("trunc_", "math.trunc %x0"),
    "round_": op("round_", "math.round %x0"),
    "roundeven_": op("roundeven_", "math.roundeven %x0"),
    "rint_": libm("rint", 1),
    "nearbyint_": libm("nearbyint", 1),
    "fmod_": libm("fmod", 2),
    "frem": op("frem", "llvm.frem %x0, %x1", 2),
    "remainder_": libm("remainder", 2),
    "fdim_": libm("fdim", 2),
    "hypot_": libm("hypot", 2),
    "drem_": libm("drem", 2),
    "j1_": libm("j1", 1),
    "cabs_": libm("cabs", 2),
    "carg_": libm("carg", 2),
    "atan2_": op("atan2_", "math.atan2 %x0, %x1", 2),
    "frexp_": function(
        "frexp_",
        1,
        "%one = arith.constant 1 : i32",
        "%to = llvm.alloca %one x i32 : (i32) -> !llvm.ptr",
        "%r = func.call @frexp(%x0, %to) : (f64, !llvm.ptr) -> f64",
    ),
    "reduce_maximumf": reduction("maximumf"),
    "reduce_minnumf": reduction("minnumf"),
    "reduce_mul": reduction("mul"),
    "complex_abs": function("complex_abs", 2, Z, "%r = complex.abs %z0 : complex<f64>"),
    "complex_angle": function("complex_angle", 2, Z, "%r = complex.angle %z0 : complex<f64>"),
    "complex_sign": function(
        "complex_sign",
        2,
        Z,
        "%s = complex.sign %z0 : complex<f64>",
        "%r = complex.re %s : complex<f64>",
    ),
    "complex_pow": function(
        "complex_pow",
        4,
        Z,
        "%z1 = complex.create %x2, %x3 : complex<f64>",
        "%p = complex.pow %z0, %z1 : complex<f64>",
        "%r = complex.re %p : complex<f64>",
    ),
}

DECLARATIONS = """
func.func private @rint(f64) -> f64
func.func private @nearbyint(f64) -> f64
func.func private @fmod(f64, f64) -> f64
func.func private @remainder(f64, f64) -> f64
func.func private @fdim(f64, f64) -> f64
func.func private @hypot(f64, f64) -> f64
func.func private @drem(f64, f64) -> f64
func.func private @j1(f64) -> f64
func.func private @cabs(f64, f64) -> f64
func.func private @carg(f64, f64) -> f64
func.func private @frexp(f64, !llvm.ptr) -> f64
"""


def _selected(name: str, value: str) -> str:
    """`x > 0 ? value : 0`"""
    return function(
        name,
        1,
        "%zero = arith.constant 0.0 : f64",
        "%one = arith.constant 1.0 : f64",
        "%half = arith.constant 0.5 : f64",
        "%positive = arith.cmpf ogt, %x0, %zero : f64",
        f"%v = {value} : f64",
        "%r = arith.select %positive, %v, %zero : f64",
    )


SELECTED = {
    "select_sqrt": _selected("select_sqrt", "math.sqrt %x0"),
    "select_log": _selected("select_log", "math.log %x0"),
    "select_cbrt": _selected("select_cbrt", "math.cbrt %x0"),
    "select_div": _selected("select_div", "arith.divf %one, %x0"),
    "select_pow": _selected("select_pow", "math.powf %x0, %half"),
    "select_rsqrt": _selected("select_rsqrt", "math.rsqrt %x0"),
    "select_complex": function(
        "select_complex",
        1,
        "%zero = arith.constant 0.0 : f64",
        "%positive = arith.cmpf ogt, %x0, %zero : f64",
        "%none = complex.constant [0.0, 0.0] : complex<f64>",
        "%z = complex.create %x0, %x0 : complex<f64>",
        "%w = complex.log %z : complex<f64>",
        "%angle = complex.angle %z : complex<f64>",
        "%one = arith.select %positive, %w, %none : complex<f64>",
        "%other = arith.select %positive, %angle, %zero : f64",
        "%real = complex.re %one : complex<f64>",
        "%r = arith.addf %real, %other : f64",
    ),
    # The root reaches the select through an addition, a branch and a loop.
    "select_behind_regions": """
func.func @select_behind_regions(%x0 : f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %c3 = arith.constant 3 : i64
  %positive = arith.cmpf ogt, %x0, %zero : f64
  %small = arith.cmpf olt, %x0, %x0 : f64
  %root = math.sqrt %x0 : f64
  %branched = scf.if %small -> (f64) {
    scf.yield %zero : f64
  } else {
    %twice = arith.addf %root, %root : f64
    scf.yield %twice : f64
  }
  %looped = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %branched) -> (f64) : i64 {
    %b = arith.addf %a, %root : f64
    scf.yield %b : f64
  }
  %r = arith.select %positive, %looped, %zero : f64
  func.return %r : f64
}
""",
    # A speculated root in the body of a loop; the iteration in which it is not chosen must not poison the others.
    "select_in_loop": """
func.func @select_in_loop(%x0 : f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %c3 = arith.constant 3 : i64
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%a = %zero) -> (f64) : i64 {
    %f = arith.sitofp %i : i64 to f64
    %y = arith.mulf %f, %x0 : f64
    %positive = arith.cmpf ogt, %y, %zero : f64
    %root = math.sqrt %y : f64
    %chosen = arith.select %positive, %root, %zero : f64
    %b = arith.addf %a, %chosen : f64
    scf.yield %b : f64
  }
  func.return %r : f64
}
""",
    # A branch that is taken or not; nothing is speculated.
    "branch": """
func.func @branch(%x0 : f64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %positive = arith.cmpf ogt, %x0, %zero : f64
  %r = scf.if %positive -> (f64) {
    %root = math.sqrt %x0 : f64
    scf.yield %root : f64
  } else {
    scf.yield %zero : f64
  }
  func.return %r : f64
}
""",
}


@dataclass(frozen=True)
class Row:
    """A row of the table: its first two columns, and for some functions points and the derivatives there."""

    function: str
    at: str
    cases: Sequence[tuple[str, Sequence[float], Sequence[float]]]


ROWS = [
    Row("`fabs(x)`", "x = 0", [("fabs_", [0.0], [0.0])]),
    Row(
        "`fmax(x, y)` and its kin",
        "x = y",
        [("maximumf", [1.5, 1.5], [0.5, 0.5]), ("maxnumf", [1.5, 1.5], [0.5, 0.5])],
    ),
    Row(
        "`fmin(x, y)` and its kin",
        "x = y",
        [("minimumf", [1.5, 1.5], [0.5, 0.5]), ("minnumf", [1.5, 1.5], [0.5, 0.5])],
    ),
    Row("`fmax(x, NaN)`", "anywhere", [("maxnumf", [1.5, nan], [1.0, 0.0])]),
    Row("`sqrt(x)`", "x = 0", [("sqrt_", [0.0], [inf])]),
    Row("`cbrt(x)`", "x = 0", [("cbrt_", [0.0], [inf])]),
    Row("`rsqrt(x)`", "x = 0", [("rsqrt", [0.0], [-inf])]),
    Row("`log(x)`", "x = 0", [("log_", [0.0], [inf])]),
    Row("`x / y`", "y = 0, x > 0", [("div", [2.0, 0.0], [inf, -inf])]),
    Row(
        "`pow(x, y)`",
        "y = 0",
        [("pow_", [2.0, 0.0], [0.0, 0.6931471805599453]), ("pow_", [0.0, 0.0], [0.0, 0.0])],
    ),
    Row("`pow(x, y)`", "x = 0, y > 1", [("pow_", [0.0, 2.5], [0.0, 0.0])]),
    Row("`pow(x, y)`", "x < 0", [("pow_", [-2.0, 2.0], [-4.0, nan])]),
    Row("`powi(x, n)`", "n = 0", [("powi", [0.0], [0.0]), ("powi", [2.0], [0.0])]),
    Row(
        "`copysign(x, y)`",
        "x = 0",
        [("copysign_", [0.0, -2.0], [-1.0, 0.0]), ("copysign_", [-0.0, -2.0], [1.0, 0.0])],
    ),
    Row("`copysign(x, y)`", "y = 0", [("copysign_", [-3.0, -0.0], [1.0, 0.0])]),
    Row(
        "`floor(x)`, `ceil(x)`, `trunc(x)`",
        "x an integer",
        [("floor_", [2.0], [0.0]), ("ceil_", [2.0], [0.0]), ("trunc_", [2.0], [0.0])],
    ),
    Row(
        "`round(x)`, `roundeven(x)`, `rint(x)`, `nearbyint(x)`",
        "x half an integer",
        [(name, [2.5], [0.0]) for name in ("round_", "roundeven_", "rint_", "nearbyint_")],
    ),
    Row(
        "`fmod(x, y)`",
        "x a multiple of y",
        [("fmod_", [6.0, 2.0], [1.0, -3.0]), ("frem", [6.0, 2.0], [1.0, -3.0])],
    ),
    Row("`remainder(x, y)`", "x a multiple of y", [("remainder_", [6.0, 2.0], [1.0, -3.0])]),
    Row("`fdim(x, y)`", "x = y", [("fdim_", [1.5, 1.5], [0.0, 0.0])]),
    Row("`hypot(x, y)`", "x = y = 0", [("hypot_", [0.0, 0.0], [0.0, 0.0])]),
    Row("`atan2(y, x)`", "x = y = 0", [("atan2_", [0.0, 0.0], [nan, nan])]),
    Row("`frexp(x)`", "x = 0", [("frexp_", [0.0], [1.0])]),
    Row(
        "`vector.reduction` to a minimum or maximum",
        "lanes tie",
        [
            ("reduce_maximumf", [1.5, 1.5, 1.5], [1 / 3, 1 / 3, 1 / 3]),
            ("reduce_maximumf", [1.5, 0.5, 1.5], [0.5, 0.0, 0.5]),
            ("reduce_minnumf", [1.5, 1.5, nan], [0.5, 0.5, 0.0]),
        ],
    ),
    Row(
        "`vector.reduction` to a product",
        "a lane is 0",
        [
            ("reduce_mul", [2.0, 0.0, 3.0], [0.0, 6.0, 0.0]),
            ("reduce_mul", [0.0, 0.0, 3.0], [0.0, 0.0, 0.0]),
        ],
    ),
    Row("`complex.abs(z)`", "z = 0", [("complex_abs", [0.0, 0.0], [0.0, 0.0])]),
    Row("`cabs(z)`", "z = 0", [("cabs_", [0.0, 0.0], [0.0, 0.0])]),
    Row("`carg(z)`", "z = 0", [("carg_", [0.0, 0.0], [nan, nan])]),
    Row(
        "`drem(x, y)`, `remquo(x, y)`",
        "x a multiple of y",
        [("drem_", [6.0, 2.0], [1.0, -3.0])],
    ),
    Row("`j1(x)`", "x = 0", [("j1_", [0.0], [0.5])]),
    Row("`complex.sign(z)`", "z = 0", [("complex_sign", [0.0, 0.0], [0.0, 0.0])]),
    Row("`complex.angle(z)`", "z = 0", [("complex_angle", [0.0, 0.0], [nan, nan])]),
    Row(
        "`complex.pow(z, w)`",
        "w = 0",
        [
            ("complex_pow", [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]),
            ("complex_pow", [0.0, 2.0, 0.0, 0.0], [0.0, 0.0, 0.6931471805599453, -pi / 2]),
        ],
    ),
    Row(
        "`complex.pow(z, w)`",
        "z = 0",
        [("complex_pow", [0.0, 0.0, 2.0, 1.0], [0.0, 0.0, 0.0, 0.0])],
    ),
    Row(
        "`select` of a value that is not chosen",
        "its partial infinite or NaN",
        [(name, [0.0], [0.0]) for name in SELECTED if name != "select_in_loop"],
    ),
]

CASES = [case for row in ROWS for case in row.cases]


@pytest.fixture(scope="module")
def programs() -> Programs:
    return Programs({**FUNCTIONS, **SELECTED}, declarations=DECLARATIONS)


def test_the_table_has_these_rows():
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("|")]
    table = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    first = table[2 : next(i for i, row in enumerate(table) if row[0] == "`strong-zero`")]
    assert [(row[0], row[1]) for row in first] == [(row.function, row.at) for row in ROWS]


@pytest.mark.parametrize(("name", "x", "expected"), CASES)
def test_reverse(name: str, x: list[float], expected: list[float], programs: Programs):
    assert programs.reverse(name, x) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(("name", "x", "expected"), CASES)
def test_forward(name: str, x: list[float], expected: list[float], programs: Programs):
    for argument, partial in enumerate(expected):
        # The other tangents are zero, and what is not finite times zero is NaN.
        others = [value for index, value in enumerate(expected) if index != argument]
        if all(abs(value) < inf for value in others):
            tangent = [float(index == argument) for index in range(len(x))]
            assert programs.forward(name, x, tangent)[1] == pytest.approx(partial, nan_ok=True)


def test_other_iterations_are_not_poisoned(programs: Programs):
    expected = 0.5 + 0.5 * 2.0**0.5
    assert programs.reverse("select_in_loop", [1.0]) == pytest.approx([expected])
    assert programs.forward("select_in_loop", [1.0], [1.0])[1] == pytest.approx(expected)


def test_without_the_guard_the_nan_comes_through():
    unguarded = Programs(SELECTED, strong_zero="never")
    for name in ("select_sqrt", "select_log", "select_div", "select_cbrt", "select_in_loop"):
        assert unguarded.reverse(name, [0.0]) == pytest.approx([nan], nan_ok=True)
    assert unguarded.reverse("branch", [0.0]) == [0.0]


def test_guard_of_every_product():
    text = op("two_roots", "math.sqrt %x0")
    assert Programs({"two_roots": text}, strong_zero="always").reverse("two_roots", [0.0], 0.0) == [
        0.0
    ]
    assert Programs({"two_roots": text}).reverse("two_roots", [0.0], 0.0) == pytest.approx(
        [nan], nan_ok=True
    )
