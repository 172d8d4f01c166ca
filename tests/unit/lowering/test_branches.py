"""cf form: block arguments become phis, whatever edges there are."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.lowering.conftest import Program, parse
from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir

Compile = Callable[[str], Program]


def test_loop_with_swap(program: Compile) -> None:
    compiled = program("""
    func.func @f(%n: i32, %x: f64, %y: f64) -> f64 {
      %c0 = arith.constant 0 : i32
      %c1 = arith.constant 1 : i32
      cf.br ^head(%c0, %x, %y : i32, f64, f64)
    ^head(%i: i32, %a: f64, %b: f64):
      %c = arith.cmpi slt, %i, %n : i32
      %j = arith.addi %i, %c1 : i32
      cf.cond_br %c, ^head(%j, %b, %a : i32, f64, f64), ^exit
    ^exit:
      %r = arith.subf %a, %b : f64
      func.return %r : f64
    }""")
    function = compiled.function("f", "i32 f64 f64 -> f64")
    assert function(0, 5.0, 3.0) == 2.0
    assert function(3, 5.0, 3.0) == -2.0


def test_both_edges_to_one_block(program: Compile) -> None:
    compiled = program("""
    func.func @f(%c: i1, %x: i32, %y: i32) -> i32 {
      cf.cond_br %c, ^join(%x, %y : i32, i32), ^join(%y, %x : i32, i32)
    ^join(%a: i32, %b: i32):
      %r = arith.subi %a, %b : i32
      func.return %r : i32
    }
    func.func @same(%c: i1, %x: i32) -> i32 {
      cf.cond_br %c, ^join(%x : i32), ^join(%x : i32)
    ^join(%a: i32):
      func.return %a : i32
    }""")
    assert compiled.function("f", "i1 i32 i32 -> i32")(True, 7, 2) == 5
    assert compiled.function("f", "i1 i32 i32 -> i32")(False, 7, 2) == -5
    assert compiled.function("same", "i1 i32 -> i32")(False, 7) == 7


def test_switch_with_repeated_targets(program: Compile) -> None:
    compiled = program("""
    func.func @f(%s: i32, %x: i32, %y: i32) -> i32 {
      %ten = arith.constant 10 : i32
      cf.switch %s : i32, [
        default: ^join(%ten : i32),
        1: ^join(%x : i32),
        -2: ^join(%y : i32),
        3: ^join(%x : i32),
        4: ^other
      ]
    ^other:
      cf.br ^join(%s : i32)
    ^join(%a: i32):
      func.return %a : i32
    }""")
    function = compiled.function("f", "i32 i32 i32 -> i32")
    assert [function(s, 5, 6) for s in (0, 1, -2, 3, 4)] == [10, 5, 6, 5, 4]


def test_blocks_in_any_order_and_unreachable_ones(program: Compile) -> None:
    compiled = program("""
    func.func @f(%x: i32) -> i32 {
      cf.br ^second
    ^last(%b: i32):
      %r = arith.addi %b, %y : i32
      func.return %r : i32
    ^nowhere:
      cf.br ^last(%x : i32)
    ^second:
      %y = arith.addi %x, %x : i32
      cf.br ^last(%y : i32)
    }""")
    assert compiled.function("f", "i32 -> i32")(3) == 12


def test_irreducible_loop(program: Compile) -> None:
    compiled = program("""
    func.func @f(%c: i1, %n: i32) -> i32 {
      %c0 = arith.constant 0 : i32
      %c1 = arith.constant 1 : i32
      %c2 = arith.constant 2 : i32
      cf.cond_br %c, ^a(%n, %c0 : i32, i32), ^b(%n, %c0 : i32, i32)
    ^a(%i: i32, %s: i32):
      %i1 = arith.subi %i, %c1 : i32
      %s1 = arith.addi %s, %c1 : i32
      %d1 = arith.cmpi sle, %i1, %c0 : i32
      cf.cond_br %d1, ^out(%s1 : i32), ^b(%i1, %s1 : i32, i32)
    ^b(%j: i32, %t: i32):
      %j1 = arith.subi %j, %c2 : i32
      %t1 = arith.addi %t, %c2 : i32
      %d2 = arith.cmpi sle, %j1, %c0 : i32
      cf.cond_br %d2, ^out(%t1 : i32), ^a(%j1, %t1 : i32, i32)
    ^out(%r: i32):
      func.return %r : i32
    }""")
    for start in (True, False):
        for n in (1, 2, 5, 10):
            i, total, first = n, 0, start
            while i > 0:
                step = 1 if first else 2
                i, total, first = i - step, total + step, not first
            assert compiled.function("f", "i1 i32 -> i32")(start, n) == total


def test_llvm_branches_and_functions(program: Compile) -> None:
    compiled = program("""
    llvm.func @f(%x: i64) -> i64 {
      %zero = llvm.mlir.constant(0 : i64) : i64
      %ten = llvm.mlir.constant(10 : i64) : i64
      llvm.br ^head(%x, %zero : i64, i64)
    ^head(%i: i64, %s: i64):
      %c = llvm.icmp "slt" %i, %ten : i64
      llvm.cond_br %c, ^body, ^exit
    ^body:
      %t = llvm.add %s, %i overflow<nsw> : i64
      %one = llvm.mlir.constant(1 : i64) : i64
      %j = llvm.add %i, %one : i64
      llvm.br ^head(%j, %t : i64, i64)
    ^exit:
      %r = llvm.call @g(%s) : (i64) -> i64
      llvm.return %r : i64
    }
    llvm.func internal @g(%x: i64) -> i64 {
      %two = llvm.mlir.constant(2 : i64) : i64
      %r = llvm.mul %x, %two : i64
      llvm.return %r : i64
    }""")
    assert compiled.function("f", "i64 -> i64")(3) == 2 * sum(range(3, 10))


def test_failed_assertion_prints_and_aborts() -> None:
    text = """
    func.func @f(%x: i32) -> i32 {
      %c0 = arith.constant 0 : i32
      %c = arith.cmpi sgt, %x, %c0 : i32
      cf.assert %c, "x must be positive"
      func.return %x : i32
    }"""
    assert Program(text, 3).function("f", "i32 -> i32")(5) == 5
    script = (
        "from tests.unit.lowering.conftest import Program\n"
        f"Program({text!r}, 3).function('f', 'i32 -> i32')(-1)"
    )
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}
    outcome = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=Path(__file__).parents[3],
    )
    assert outcome.returncode < 0
    assert "x must be positive" in outcome.stdout


def test_refuses_a_branch_with_too_few_values() -> None:
    module = parse("""
    func.func @f(%x: i32) -> i32 {
      cf.br ^next(%x : i32)
    ^next(%a: i32):
      func.return %a : i32
    }""")
    branch = next(op for op in module.walk() if op.name == "cf.br")
    branch.operands = []
    with pytest.raises(LoweringError, match="does not bring as many values"):
        write_llvm_ir(module)
