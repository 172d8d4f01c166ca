"""Programs in cf form and in affine are differentiated without passes before."""

from __future__ import annotations

import ctypes
import math

import pytest
from xdsl.dialects import affine
from xdsl.dialects.builtin import ModuleOp

from tests.oracle.parsing import parse
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.lowering.jit import compile_module
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, run_pipeline

DERIVATIVES = """
func.func @gradient(%x : f64, %n : index) -> f64 {
  %one = arith.constant 1.0 : f64
  %d = enzyme.autodiff @f(%x, %n, %one) {
    activity = [#enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  } : (f64, index, f64) -> f64
  func.return %d : f64
}
func.func @tangent(%x : f64, %n : index) -> f64 {
  %one = arith.constant 1.0 : f64
  %d = enzyme.fwddiff @f(%x, %one, %n) {
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  } : (f64, f64, index) -> f64
  func.return %d : f64
}
"""

BLOCKS = """
func.func private @step(%x : f64, %i : index) -> f64 {
  %c1 = arith.constant 1 : index
  %odd = arith.andi %i, %c1 : index
  %is_odd = arith.cmpi eq, %odd, %c1 : index
  cf.cond_br %is_odd, ^sine, ^square
^sine:
  %s = math.sin %x : f64
  func.return %s : f64
^square:
  %p = arith.mulf %x, %x : f64
  func.return %p : f64
}
func.func @f(%x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  cf.br ^head(%c0, %x : index, f64)
^head(%i : index, %a : f64):
  %more = arith.cmpi slt, %i, %n : index
  cf.cond_br %more, ^body, ^exit
^body:
  %b = func.call @step(%a, %i) : (f64, index) -> f64
  %j = arith.addi %i, %c1 : index
  cf.br ^head(%j, %b : index, f64)
^exit:
  func.return %a : f64
}
"""

REGION = """
func.func @f(%x : f64, %n : index) -> f64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%a = %x) -> (f64) {
    %b = scf.execute_region -> (f64) {
      %odd = arith.andi %i, %c1 : index
      %is_odd = arith.cmpi eq, %odd, %c1 : index
      cf.cond_br %is_odd, ^sine, ^square
    ^sine:
      %s = math.sin %a : f64
      scf.yield %s : f64
    ^square:
      %p = arith.mulf %a, %a : f64
      scf.yield %p : f64
    }
    scf.yield %b : f64
  }
  func.return %r : f64
}
"""

AFFINE = """
#even = affine_set<(d0) : (d0 mod 2 == 0)>
func.func @f(%x : f64, %n : index) -> f64 {
  %r = affine.for %i = 0 to %n iter_args(%a = %x) -> (f64) {
    %b = "affine.if"(%i) ({
      %p = arith.mulf %a, %a : f64
      affine.yield %p : f64
    }, {
      %s = math.sin %a : f64
      affine.yield %s : f64
    }) {condition = #even} : (index) -> f64
    affine.yield %b : f64
  }
  func.return %r : f64
}
"""


def expected(x: float, n: int) -> float:
    slope = 1.0
    for i in range(n):
        slope *= math.cos(x) if i % 2 else 2 * x
        x = math.sin(x) if i % 2 else x * x
    return slope


def derivatives(text: str) -> ModuleOp:
    def verify(_: object, module: ModuleOp) -> None:
        module.verify()
        verify_dominance(module)

    module = parse(text + DERIVATIVES)
    run_pipeline(module, DIFFERENTIATE, observer=verify)
    return module


@pytest.mark.parametrize("text", [BLOCKS, REGION, AFFINE], ids=["blocks", "region", "affine"])
@pytest.mark.parametrize("name", ["gradient", "tangent"])
def test_derivatives_of_programs_that_are_not_structured(text: str, name: str):
    code = compile_module(derivatives(text), 1)
    call = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double, ctypes.c_int64)(code.address(name))
    for n in range(5):
        assert call(0.7, n) == pytest.approx(expected(0.7, n), rel=1e-13)


def test_affine_ops_are_gone():
    assert not any(op.name.startswith("affine.") for op in derivatives(AFFINE).walk())
    assert affine.ForOp.name in AFFINE


def test_a_loop_that_cannot_be_left_is_refused():
    endless = "func.func @f(%x : f64, %n : index) -> f64 {\ncf.br ^a\n^a:\ncf.br ^a\n}"
    with pytest.raises(EnzymeError, match="has a loop that cannot be left"):
        derivatives(endless)
