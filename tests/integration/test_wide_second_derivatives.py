"""Hessians in one call: several directions through a gradient, and a gradient through several directions.

The programs are those of `second_derivatives`; the parameters are two, and so are the directions.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.integration.array_program import Array, call, compiled
from tests.integration.test_second_derivatives import (
    COUNT,
    HERE,
    POINT,
    PROGRAMS,
    TANGENT,
    hessian_times_tangent,
)
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, STRUCTURE

FORWARD_OVER_REVERSE = """
func.func @pull(%p: memref<?xf64>, %g: memref<?xf64>, %n: index) {{
  %seed = arith.constant 1.0 : f64
  enzyme.autodiff @{name}(%p, %g, %n, %seed) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  }} : (memref<?xf64>, memref<?xf64>, index, f64) -> ()
  func.return
}}
func.func @hessian(%p: memref<?xf64>, %g: memref<?xf64>, %h: memref<?xf64>, %n: index) {{
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %e0 = arith.constant dense<[1.0, 0.0]> : vector<2xf64>
  %e1 = arith.constant dense<[0.0, 1.0]> : vector<2xf64>
  %zero = arith.constant dense<0.0> : vector<2xf64>
  %v = memref.alloc(%c2) : memref<?xvector<2xf64>>
  memref.store %e0, %v[%c0] : memref<?xvector<2xf64>>
  memref.store %e1, %v[%c1] : memref<?xvector<2xf64>>
  %gv = memref.alloc(%c2) : memref<?xvector<2xf64>>
  memref.store %zero, %gv[%c0] : memref<?xvector<2xf64>>
  memref.store %zero, %gv[%c1] : memref<?xvector<2xf64>>
  enzyme.fwddiff @pull(%p, %v, %g, %gv, %n) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [], width = 2
  }} : (memref<?xf64>, memref<?xvector<2xf64>>, memref<?xf64>, memref<?xvector<2xf64>>, index) -> ()
  scf.for %i = %c0 to %c2 step %c1 {{
    %row = memref.load %gv[%i] : memref<?xvector<2xf64>>
    %a = vector.extract %row[0] : f64 from vector<2xf64>
    %b = vector.extract %row[1] : f64 from vector<2xf64>
    %j = arith.muli %i, %c2 : index
    %k = arith.addi %j, %c1 : index
    memref.store %a, %h[%j] : memref<?xf64>
    memref.store %b, %h[%k] : memref<?xf64>
  }}
  func.return
}}
"""

REVERSE_OVER_FORWARD = """
func.func @push(%p: memref<?xf64>, %n: index) -> vector<2xf64> {{
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %e0 = arith.constant dense<[1.0, 0.0]> : vector<2xf64>
  %e1 = arith.constant dense<[0.0, 1.0]> : vector<2xf64>
  %v = memref.alloc(%c2) : memref<?xvector<2xf64>>
  memref.store %e0, %v[%c0] : memref<?xvector<2xf64>>
  memref.store %e1, %v[%c1] : memref<?xvector<2xf64>>
  %t = enzyme.fwddiff @{name}(%p, %v, %n) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>], width = 2
  }} : (memref<?xf64>, memref<?xvector<2xf64>>, index) -> vector<2xf64>
  memref.dealloc %v : memref<?xvector<2xf64>>
  func.return %t : vector<2xf64>
}}
func.func @product(%p: memref<?xf64>, %g: memref<?xf64>, %n: index, %w0: f64, %w1: f64) {{
  %zero = arith.constant dense<0.0> : vector<2xf64>
  %a = vector.insert %w0, %zero [0] : f64 into vector<2xf64>
  %seed = vector.insert %w1, %a [1] : f64 into vector<2xf64>
  enzyme.autodiff @push(%p, %g, %n, %seed) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  }} : (memref<?xf64>, memref<?xf64>, index, vector<2xf64>) -> ()
  func.return
}}
"""


def text(name: str, driver: str) -> str:
    return (HERE / f"{name}.mlir").read_text() + driver.format(name=name)


@pytest.mark.parametrize("name", PROGRAMS)
def test_forward_over_reverse(name: str):
    code = compiled(text(name, FORWARD_OVER_REVERSE), (*STRUCTURE, *DIFFERENTIATE))
    hessian: Array = np.zeros(4)
    call(code, "hessian", [POINT.copy(), np.zeros(2), hessian], COUNT)
    expected = hessian_times_tangent(name)
    np.testing.assert_allclose(hessian.reshape(2, 2) @ TANGENT, expected, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("name", PROGRAMS)
def test_reverse_over_forward(name: str):
    code = compiled(text(name, REVERSE_OVER_FORWARD), (*STRUCTURE, *DIFFERENTIATE))
    product: Array = np.zeros(2)
    call(code, "product", [POINT.copy(), product], COUNT, *TANGENT)
    np.testing.assert_allclose(product, hessian_times_tangent(name), rtol=1e-7, atol=1e-7)
