"""Each operation of arith against Python's arithmetic."""

from __future__ import annotations

import math
import struct

import pytest

from tests.unit.lowering.conftest import Program


def wrap(value: int, width: int) -> int:
    value &= (1 << width) - 1
    return value - (1 << width) if value >> (width - 1) else value


def truncated(a: int, b: int) -> int:
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def unsigned(value: int, width: int) -> int:
    return value & ((1 << width) - 1)


INTEGER = {
    "addi": lambda a, b, w: a + b,
    "subi": lambda a, b, w: a - b,
    "muli": lambda a, b, w: a * b,
    "divsi": lambda a, b, w: truncated(a, b),
    "divui": lambda a, b, w: unsigned(a, w) // unsigned(b, w),
    "remsi": lambda a, b, w: a - b * truncated(a, b),
    "remui": lambda a, b, w: unsigned(a, w) % unsigned(b, w),
    "floordivsi": lambda a, b, w: a // b,
    "ceildivsi": lambda a, b, w: -(-a // b),
    "ceildivui": lambda a, b, w: -(-unsigned(a, w) // unsigned(b, w)),
    "andi": lambda a, b, w: a & b,
    "ori": lambda a, b, w: a | b,
    "xori": lambda a, b, w: a ^ b,
    "minsi": lambda a, b, w: min(a, b),
    "maxsi": lambda a, b, w: max(a, b),
    "minui": lambda a, b, w: min(unsigned(a, w), unsigned(b, w)),
    "maxui": lambda a, b, w: max(unsigned(a, w), unsigned(b, w)),
}
PAIRS = [(7, 2), (-7, 2), (7, -2), (-7, -2), (6, 3), (-6, 3), (0, 5), (1, 1), (-128, 127)]


@pytest.mark.parametrize("width", [8, 32, 64])
def test_integer_arithmetic(program: type[Program], width: int) -> None:
    compiled = program(
        "\n".join(
            f"""func.func @{name}(%a: i{width}, %b: i{width}) -> i{width} {{
              %r = arith.{name} %a, %b : i{width}
              func.return %r : i{width}
            }}"""
            for name in INTEGER
        )
    )
    for name, meaning in INTEGER.items():
        function = compiled.function(name, f"i{width} i{width} -> i{width}")
        for a, b in PAIRS:
            assert function(a, b) == wrap(meaning(a, b, width), width), (name, a, b)


def test_shifts(program: type[Program]) -> None:
    compiled = program(
        "\n".join(
            f"""func.func @{name}(%a: i32, %b: i32) -> i32 {{
              %r = arith.{name} %a, %b : i32
              func.return %r : i32
            }}"""
            for name in ("shli", "shrsi", "shrui")
        )
    )
    for a in (1, -1, 12345, -98765):
        for b in (0, 1, 7, 31):
            assert compiled.function("shli", "i32 i32 -> i32")(a, b) == wrap(a << b, 32)
            assert compiled.function("shrsi", "i32 i32 -> i32")(a, b) == a >> b
            shifted = wrap(unsigned(a, 32) >> b, 32)
            assert compiled.function("shrui", "i32 i32 -> i32")(a, b) == shifted


COMPARISONS = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "slt": lambda a, b: a < b,
    "sle": lambda a, b: a <= b,
    "sgt": lambda a, b: a > b,
    "sge": lambda a, b: a >= b,
    "ult": lambda a, b: unsigned(a, 32) < unsigned(b, 32),
    "ule": lambda a, b: unsigned(a, 32) <= unsigned(b, 32),
    "ugt": lambda a, b: unsigned(a, 32) > unsigned(b, 32),
    "uge": lambda a, b: unsigned(a, 32) >= unsigned(b, 32),
}


def test_integer_comparison(program: type[Program]) -> None:
    compiled = program(
        "\n".join(
            f"""func.func @{name}(%a: i32, %b: i32) -> i1 {{
              %r = arith.cmpi {name}, %a, %b : i32
              func.return %r : i1
            }}"""
            for name in COMPARISONS
        )
    )
    for name, meaning in COMPARISONS.items():
        function = compiled.function(name, "i32 i32 -> i1")
        for a, b in [(1, 2), (2, 1), (3, 3), (-1, 1), (1, -1)]:
            assert function(a, b) == meaning(a, b), (name, a, b)


def test_float_comparison(program: type[Program]) -> None:
    nan = math.nan
    names = [
        "oeq",
        "ogt",
        "oge",
        "olt",
        "ole",
        "one",
        "ord",
        "ueq",
        "ugt",
        "uge",
        "ult",
        "ule",
        "une",
        "uno",
    ]
    compiled = program(
        "\n".join(
            f"""func.func @{name}(%a: f64, %b: f64) -> i1 {{
              %r = arith.cmpf {name}, %a, %b : f64
              func.return %r : i1
            }}"""
            for name in [*names, "true", "false"]
        )
    )
    relation = {
        "eq": lambda a, b: a == b,
        "gt": lambda a, b: a > b,
        "ge": lambda a, b: a >= b,
        "lt": lambda a, b: a < b,
        "le": lambda a, b: a <= b,
        "ne": lambda a, b: a != b,
        "rd": lambda a, b: True,
        "no": lambda a, b: False,
    }
    for a, b in [(1.0, 2.0), (2.0, 1.0), (3.0, 3.0), (nan, 1.0), (1.0, nan), (nan, nan)]:
        unordered = math.isnan(a) or math.isnan(b)
        for name in names:
            if unordered:
                expected = name.startswith("u")
            else:
                expected = relation[name[1:]](a, b)
            assert compiled.function(name, "f64 f64 -> i1")(a, b) == expected, (name, a, b)
        assert compiled.function("true", "f64 f64 -> i1")(a, b)
        assert not compiled.function("false", "f64 f64 -> i1")(a, b)


def test_float_arithmetic(program: type[Program]) -> None:
    compiled = program(
        "\n".join(
            f"""func.func @{name}(%a: f64, %b: f64) -> f64 {{
              %r = arith.{name} %a, %b : f64
              func.return %r : f64
            }}"""
            for name in (
                ["addf", "subf", "mulf", "divf", "maximumf", "minimumf", "maxnumf", "minnumf"]
            )
        )
        + """
        func.func @negf(%a: f64) -> f64 {
          %r = arith.negf %a : f64
          func.return %r : f64
        }
        func.func @frem(%a: f64, %b: f64) -> f64 {
          %r = llvm.frem %a, %b : f64
          func.return %r : f64
        }"""
    )

    def call(name: str, *arguments: float) -> float:
        return compiled.function(name, "f64 " * len(arguments) + "-> f64")(*arguments)

    for a, b in [(1.5, 2.25), (-3.0, 0.1), (1e300, 1e-300), (0.0, 4.0)]:
        assert call("addf", a, b) == a + b
        assert call("subf", a, b) == a - b
        assert call("mulf", a, b) == a * b
        assert call("divf", a, b) == a / b
        assert call("frem", a, b) == math.fmod(a, b)
        assert call("negf", a) == -a
        for kind in ("imumf", "numf"):
            assert call("max" + kind, a, b) == max(a, b)
            assert call("min" + kind, a, b) == min(a, b)
    assert math.isnan(call("maximumf", math.nan, 1.0))
    assert call("maxnumf", math.nan, 1.0) == 1.0
    assert math.isnan(call("minimumf", 1.0, math.nan))
    assert call("minnumf", 1.0, math.nan) == 1.0


def test_casts(program: type[Program]) -> None:
    casts = {
        "extsi": ("i8", "i32", -5, -5),
        "extui": ("i8", "i32", -5, 251),
        "trunci": ("i32", "i8", 260, 4),
        "extf": ("f32", "f64", 0.1, struct.unpack("f", struct.pack("f", 0.1))[0]),
        "truncf": ("f64", "f32", 0.1, struct.unpack("f", struct.pack("f", 0.1))[0]),
        "fptosi": ("f64", "i32", -2.7, -2),
        "fptoui": ("f64", "i8", 200.9, -56),
        "sitofp": ("i32", "f64", -7, -7.0),
        "uitofp": ("i8", "f64", -1, 255.0),
        "bitcast": ("f64", "i64", 1.0, 0x3FF0000000000000),
    }
    compiled = program(
        "\n".join(
            f"""func.func @{name}(%a: {source}) -> {target} {{
              %r = arith.{name} %a : {source} to {target}
              func.return %r : {target}
            }}"""
            for name, (source, target, _, _) in casts.items()
        )
        + """
        func.func @index(%a: i32, %b: i64) -> i32 {
          %c = arith.index_cast %a : i32 to index
          %d = arith.index_cast %b : i64 to index
          %e = arith.addi %c, %d : index
          %f = arith.index_cast %e : index to i32
          func.return %f : i32
        }"""
    )
    for name, (source, target, argument, expected) in casts.items():
        assert compiled.function(name, f"{source} -> {target}")(argument) == expected, name
    assert compiled.function("index", "i32 i64 -> i32")(-3, 1) == -2


def test_extended_results(program: type[Program]) -> None:
    compiled = program("""
    func.func @add(%a: i8, %b: i8) -> i32 {
      %s, %o = arith.addui_extended %a, %b : i8, i1
      %x = arith.extui %s : i8 to i32
      %y = arith.extui %o : i1 to i32
      %c = arith.constant 256 : i32
      %z = arith.muli %y, %c : i32
      %r = arith.addi %x, %z : i32
      func.return %r : i32
    }
    func.func @muls(%a: i8, %b: i8) -> i32 {
      %l, %h = arith.mulsi_extended %a, %b : i8
      %x = arith.extui %l : i8 to i32
      %y = arith.extsi %h : i8 to i32
      %c = arith.constant 256 : i32
      %z = arith.muli %y, %c : i32
      %r = arith.addi %x, %z : i32
      func.return %r : i32
    }
    func.func @mulu(%a: i8, %b: i8) -> i32 {
      %l, %h = arith.mului_extended %a, %b : i8
      %x = arith.extui %l : i8 to i32
      %y = arith.extui %h : i8 to i32
      %c = arith.constant 256 : i32
      %z = arith.muli %y, %c : i32
      %r = arith.addi %x, %z : i32
      func.return %r : i32
    }
    """)
    for a, b in [(100, 100), (-1, -1), (-128, 2), (3, 4)]:
        assert compiled.function("add", "i8 i8 -> i32")(a, b) == unsigned(a, 8) + unsigned(b, 8)
        assert compiled.function("muls", "i8 i8 -> i32")(a, b) == a * b
        assert compiled.function("mulu", "i8 i8 -> i32")(a, b) == unsigned(a, 8) * unsigned(b, 8)


def test_select_and_flags() -> None:
    compiled = Program("""
    func.func @f(%c: i1, %a: f64, %b: f64) -> f64 {
      %s = arith.select %c, %a, %b : f64
      %t = arith.addf %s, %a fastmath<nnan,contract> : f64
      %u = arith.mulf %t, %b fastmath<fast> : f64
      func.return %u : f64
    }
    func.func @g(%a: i32, %b: i32) -> i32 {
      %s = arith.addi %a, %b overflow<nsw, nuw> : i32
      %t = arith.muli %s, %b overflow<nsw> : i32
      %u = arith.divsi %t, %b {exact} : i32
      %v = arith.ori %u, %b {disjoint} : i32
      %w = arith.extui %v {nneg} : i32 to i64
      %x = arith.trunci %w {nuw, nsw} : i64 to i32
      %y = "arith.cmpi"(%x, %b) {predicate = 2 : i64, samesign} : (i32, i32) -> i1
      %z = "arith.select"(%y, %x, %b) {fastmath = #arith.fastmath<none>} : (i1, i32, i32) -> i32
      func.return %z : i32
    }
    """)
    for text in (
        "fadd nnan contract double",
        "fmul fast double",
        "add nuw nsw i32",
        "mul nsw i32",
        "sdiv exact i32",
        "or disjoint i32",
        "zext nneg i32",
        "trunc nuw nsw i64",
        "icmp samesign slt i32",
    ):
        assert text in compiled.llvm_ir, text
    assert compiled.function("f", "i1 f64 f64 -> f64")(True, 2.0, 3.0) == 12.0
    assert compiled.function("f", "i1 f64 f64 -> f64")(False, 2.0, 3.0) == 15.0
