"""Gradients in split mode, and with what is computed between the two sweeps, against the oracle's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from tests.integration.array_program import Array, call, compiled
from tests.integration.test_second_derivatives import COUNT, HERE, POINT, PROGRAMS
from tests.oracle import Oracle
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, STRUCTURE
from xdsl_enzyme.passes.reverse import EnzymeReversePass

SEED = 0.6

AUTODIFF = """
func.func @gradient(%p: memref<?xf64>, %g: memref<?xf64>, %n: index, %seed: f64) -> f64 {{
  %y = enzyme.autodiff @{name}(%p, %g, %n, %seed) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_active>]
  }} : (memref<?xf64>, memref<?xf64>, index, f64) -> f64
  func.return %y : f64
}}
"""

HALVES = """
func.func @gradient(%p: memref<?xf64>, %g: memref<?xf64>, %n: index, %factor: f64) -> f64 {{
  %y, %tape = enzyme.autodiff_split_mode.primal @{name}(%p, %g, %n) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_active>]
  }} : (memref<?xf64>, memref<?xf64>, index) -> (f64, !enzyme.Tape)
  %seed = arith.mulf %y, %factor : f64
  enzyme.autodiff_split_mode.reverse @{name}(%seed, %tape) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_active>]
  }} : (f64, !enzyme.Tape) -> ()
  func.return %y : f64
}}
"""

SPLIT = tuple(
    EnzymeReversePass(split=True) if one == "enzyme-reverse" else one
    for one in (*STRUCTURE, *DIFFERENTIATE)
)


@cache
def value_and_gradient(name: str) -> tuple[float, Array]:
    oracle = Oracle(load_module(HERE / f"{name}.mlir"))
    value = oracle.run(name, [POINT, COUNT], [None, None]).value
    [gradient, _] = oracle.gradient(name, [POINT, COUNT], [0])
    return value, np.asarray(gradient)


WAYS: dict[str, tuple[str, tuple[object, ...], Callable[[float], float]]] = {
    "option": (AUTODIFF, SPLIT, lambda value: SEED),
    "ops": (HALVES, (*STRUCTURE, *DIFFERENTIATE), lambda value: SEED * value),
}
"""The driver, the passes, and the seed that the driver makes of the value."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_gradients(name: str, way: str):
    driver, passes, seed = WAYS[way]
    text = (HERE / f"{name}.mlir").read_text() + driver.format(name=name)
    gradient = np.zeros_like(POINT)
    code = compiled(text, passes)
    value = call(code, "gradient", [POINT.copy(), gradient], COUNT, SEED, returns=True)
    expected_value, expected = value_and_gradient(name)
    assert value == pytest.approx(expected_value, rel=1e-12)
    np.testing.assert_allclose(gradient, seed(expected_value) * expected, rtol=1e-10, atol=1e-12)
