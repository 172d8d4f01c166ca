"""Locations of ops become line tables."""

from __future__ import annotations

from llvmlite import binding

from tests.unit.lowering.conftest import parse
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir

MODULE = """
func.func private @helper(%x: f64) -> f64
func.func @f(%x: f64, %n: i64) -> f64 {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %r = scf.for %i = %zero to %n step %one iter_args(%s = %x) -> (f64) : i64 {
    %p = arith.mulf %s, %x : f64 loc("f.c":4:7)
    %q = arith.addf %p, %x : f64 loc("other.h":9:1)
    scf.yield %q : f64
  } loc("f.c":3:3)
  %h = func.call @helper(%r) : (f64) -> f64
  func.return %h : f64
}
func.func @g(%x: f64) -> f64 {
  %y = arith.mulf %x, %x : f64
  func.return %y : f64
}
"""


def test_lines_of_instructions():
    module = parse(MODULE)
    text = write_llvm_ir(module, {"f.c": "/work"})
    binding.parse_assembly(text, binding.create_context()).verify()
    assert '!DIFile(filename: "f.c", directory: "/work")' in text
    nodes = dict(line.split(" = ", 1) for line in text.splitlines() if line.startswith("!"))

    def node_of(instruction: str) -> str:
        [line] = [line for line in text.splitlines() if instruction in line]
        return nodes[line.rsplit("!dbg ", 1)[1].split()[0]]

    assert node_of("fmul double %s").startswith("!DILocation(line: 4, column: 7, scope:")
    other = node_of("fadd double")
    assert other.startswith("!DILocation(line: 9, column: 1")
    assert "DILexicalBlockFile" in nodes[other.split("scope: ")[1].rstrip(")")]
    # A call has to have a location in a function that has lines.
    assert node_of("call double @helper").startswith("!DILocation(line: 0")
    assert 'name: "f"' in node_of("define double @f(")
    [of_g] = [line for line in text.splitlines() if line.startswith("define double @g(")]
    assert "!dbg" not in of_g


def test_no_lines_unless_asked_for():
    text = write_llvm_ir(parse(MODULE))
    assert "!dbg" not in text
    assert "!llvm.dbg.cu" not in text
