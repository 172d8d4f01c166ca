"""Which parallel loops stay parallel in which derivative, and which atomic updates are refused."""

from __future__ import annotations

import pytest
from xdsl.dialects import scf
from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp

from tests.oracle.parsing import parse
from xdsl_enzyme.analyses.dominance import verify_dominance
from xdsl_enzyme.errors import DifferentiationError
from xdsl_enzyme.passes.pipelines import run_pipeline

SUM = "%t = arith.addf %l, %r : f64"
PRODUCT = "%t = arith.mulf %l, %r : f64"
LOAD = "%v = memref.load %m[%i] : memref<8xf64>"


def program(body: str, combination: str = SUM) -> str:
    return f"""
    func.func private @called(%x : f64) -> f64 {{
      %y = math.sin %x : f64
      func.return %y : f64
    }}
    func.func @f(%m : memref<8xf64>, %x : f64, %n : index) -> f64 {{
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c8 = arith.constant 8 : index
      %s = "scf.parallel"(%c0, %c8, %c1, %x) <{{operandSegmentSizes = array<i32: 1, 1, 1, 1>}}> ({{
      ^body(%i : index):
        {body}
        scf.reduce(%v : f64) {{
        ^combine(%l : f64, %r : f64):
          {combination}
          scf.reduce.return %t : f64
        }}
      }}) : (index, index, index, f64) -> f64
      func.return %s : f64
    }}
    func.func @gradient(%m : memref<8xf64>, %dm : memref<8xf64>, %x : f64, %n : index, %seed : f64) -> f64 {{
      %d = enzyme.autodiff @f(%m, %dm, %x, %n, %seed) {{
        activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_active>, #enzyme<activity enzyme_const>],
        ret_activity = [#enzyme<activity enzyme_activenoneed>]
      }} : (memref<8xf64>, memref<8xf64>, f64, index, f64) -> f64
      func.return %d : f64
    }}
    func.func @tangent(%m : memref<8xf64>, %dm : memref<8xf64>, %x : f64, %n : index) -> f64 {{
      %d = enzyme.fwddiff @f(%m, %dm, %x, %x, %n) {{
        activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
        ret_activity = [#enzyme<activity enzyme_dupnoneed>]
      }} : (memref<8xf64>, memref<8xf64>, f64, f64, index) -> f64
      func.return %d : f64
    }}
    """


def differentiated(text: str) -> ModuleOp:
    module = parse(text)
    run_pipeline(module, ["enzyme-forward", "enzyme-reverse"])
    module.verify()
    verify_dominance(module)
    return module


def parallel_loops(module: ModuleOp, function: str) -> int:
    (found,) = [op for op in module.ops if isinstance(op, FuncOp) and op.sym_name.data == function]
    return sum(isinstance(op, scf.ParallelOp) for op in found.walk())


CASES = {
    "loads and arithmetic": (LOAD, SUM, 1, 2),
    "a product": (LOAD, PRODUCT, 0, 0),
    "a branch": (
        """
        %c = arith.cmpi slt, %i, %n : index
        %v = scf.if %c -> (f64) {
          %u = memref.load %m[%i] : memref<8xf64>
          %w = math.exp %u : f64
          scf.yield %w : f64
        } else {
          scf.yield %x : f64
        }
        """,
        SUM,
        1,
        2,
    ),
    "a loop whose length is known before": (
        """
        %v = scf.for %j = %c0 to %n step %c1 iter_args(%a = %x) -> (f64) {
          %b = math.sin %a : f64
          scf.yield %b : f64
        }
        """,
        SUM,
        1,
        2,
    ),
    "a loop whose length depends on the iteration": (
        """
        %k = arith.remui %i, %n : index
        %v = scf.for %j = %c0 to %k step %c1 iter_args(%a = %x) -> (f64) {
          %b = math.sin %a : f64
          scf.yield %b : f64
        }
        """,
        SUM,
        1,
        0,
    ),
    "a while loop": (
        """
        %v = scf.while (%a = %x) : (f64) -> (f64) {
          %c = arith.cmpf olt, %a, %x : f64
          %b = math.sin %a : f64
          scf.condition(%c) %b : f64
        } do {
        ^bb0(%b : f64):
          scf.yield %b : f64
        }
        """,
        SUM,
        1,
        0,
    ),
    "a call": ("%v = func.call @called(%x) : (f64) -> f64", SUM, 1, 0),
    "memory of its own": (
        """
        %o = memref.alloc() : memref<f64>
        %u = memref.load %m[%i] : memref<8xf64>
        memref.store %u, %o[] : memref<f64>
        %v = memref.load %o[] : memref<f64>
        memref.dealloc %o : memref<f64>
        """,
        SUM,
        1,
        0,
    ),
    "an atomic sum": (
        f"""
        {LOAD}
        %0 = "memref.atomic_rmw"(%v, %m, %c0) <{{kind = 0 : i64}}> : (f64, memref<8xf64>, index) -> f64
        """,
        SUM,
        1,
        2,
    ),
    "an atomic maximum": (
        f"""
        {LOAD}
        %0 = "memref.atomic_rmw"(%v, %m, %c0) <{{kind = 4 : i64}}> : (f64, memref<8xf64>, index) -> f64
        """,
        SUM,
        0,
        0,
    ),
}
"""Body, reduction, and how many parallel loops there are in the forward and in the reverse derivative."""


@pytest.mark.parametrize("name", CASES)
def test_what_stays_parallel(name: str):
    body, combination, forward, reverse = CASES[name]
    module = differentiated(program(body, combination))
    assert parallel_loops(module, "f") == 1
    assert parallel_loops(module, "f.forward") == forward
    assert parallel_loops(module, "f.gradient") == reverse


def test_the_result_of_an_atomic_update_is_refused():
    text = program(
        """
        %u = memref.load %m[%i] : memref<8xf64>
        %v = "memref.atomic_rmw"(%u, %m, %c0) <{kind = 0 : i64}> : (f64, memref<8xf64>, index) -> f64
        """
    )
    with pytest.raises(DifferentiationError, match="the result of an atomic update is used"):
        differentiated(text)
