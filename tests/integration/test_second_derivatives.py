"""Derivatives of derivatives in all four orders: products with the Hessian against differences of the oracle's gradient.

Each program of `second_derivatives` is a function of an array of parameters and an integer. The drivers::

    forward over reverse:   the tangent of what reverse mode leaves in the shadow
    reverse over forward:   the gradient of a directional derivative
    forward over forward:   the directional derivative of one
    reverse over reverse:   the gradient through what reverse mode leaves in the shadow
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.integration.array_program import Array, call, compiled
from tests.oracle import Oracle
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.lowering.jit import CompiledModule
from xdsl_enzyme.passes.pipelines import DIFFERENTIATE, STRUCTURE

HERE = Path(__file__).parent / "second_derivatives"
PROGRAMS = sorted(path.stem for path in HERE.glob("*.mlir"))

POINT = np.array([0.7, 1.3])
TANGENT = np.array([0.3, -1.1])
COUNT = 4

DRIVERS = """
func.func @value_and_pull(%p: memref<?xf64>, %g: memref<?xf64>, %n: index) {{
  %seed = arith.constant 1.0 : f64
  enzyme.autodiff @{name}(%p, %g, %n, %seed) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  }} : (memref<?xf64>, memref<?xf64>, index, f64) -> ()
  func.return
}}
func.func @push(%p: memref<?xf64>, %t: memref<?xf64>, %n: index) -> f64 {{
  %d = enzyme.fwddiff @{name}(%p, %t, %n) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  }} : (memref<?xf64>, memref<?xf64>, index) -> f64
  func.return %d : f64
}}
func.func @forward_over_reverse(%p: memref<?xf64>, %v: memref<?xf64>, %g: memref<?xf64>, %gv: memref<?xf64>, %n: index) {{
  enzyme.fwddiff @value_and_pull(%p, %v, %g, %gv, %n) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = []
  }} : (memref<?xf64>, memref<?xf64>, memref<?xf64>, memref<?xf64>, index) -> ()
  func.return
}}
func.func @reverse_over_reverse(%p: memref<?xf64>, %a: memref<?xf64>, %g: memref<?xf64>, %ga: memref<?xf64>, %n: index) {{
  enzyme.autodiff @value_and_pull(%p, %a, %g, %ga, %n) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = []
  }} : (memref<?xf64>, memref<?xf64>, memref<?xf64>, memref<?xf64>, index) -> ()
  func.return
}}
func.func @reverse_over_forward(%p: memref<?xf64>, %a: memref<?xf64>, %t: memref<?xf64>, %ta: memref<?xf64>, %n: index, %seed: f64) {{
  enzyme.autodiff @push(%p, %a, %t, %ta, %n, %seed) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_activenoneed>]
  }} : (memref<?xf64>, memref<?xf64>, memref<?xf64>, memref<?xf64>, index, f64) -> ()
  func.return
}}
func.func @forward_over_forward(%p: memref<?xf64>, %v: memref<?xf64>, %t: memref<?xf64>, %tv: memref<?xf64>, %n: index) -> f64 {{
  %d = enzyme.fwddiff @push(%p, %v, %t, %tv, %n) {{
    activity = [#enzyme<activity enzyme_dup>, #enzyme<activity enzyme_dup>, #enzyme<activity enzyme_const>],
    ret_activity = [#enzyme<activity enzyme_dupnoneed>]
  }} : (memref<?xf64>, memref<?xf64>, memref<?xf64>, memref<?xf64>, index) -> f64
  func.return %d : f64
}}
"""


@cache
def hessian_times_tangent(name: str) -> Array:
    """By differences of the oracle's gradient along the tangent, of sixth order."""
    oracle = Oracle(load_module(HERE / f"{name}.mlir"))

    def gradient(step: float) -> Array:
        [result, _] = oracle.gradient(name, [POINT + step * TANGENT, COUNT], [0])
        return np.asarray(result)

    size = 1e-3
    weights = {1: 3 / 4, 2: -3 / 20, 3: 1 / 60}
    return sum(
        (
            weight / size * (gradient(k * size) - gradient(-k * size))
            for k, weight in weights.items()
        ),
        np.zeros_like(POINT),
    )


@cache
def code(name: str, order: str) -> CompiledModule:
    """The program with the drivers for one order."""
    drivers = DRIVERS.format(name=name).split("func.func ")
    wanted = [one for one in drivers if "_over_" not in one.partition("(")[0] or order in one]
    text = (HERE / f"{name}.mlir").read_text() + "func.func ".join(wanted)
    return compiled(text, (*STRUCTURE, *DIFFERENTIATE))


def run(name: str, order: str, arrays: list[Array], *seeds: float) -> float | None:
    returns = order == "forward_over_forward"
    return call(code(name, order), order, arrays, COUNT, *seeds, returns=returns)


def forward_over_reverse(name: str) -> Array:
    shadow, its_tangent = np.zeros_like(POINT), np.zeros_like(POINT)
    arrays = [POINT.copy(), TANGENT.copy(), shadow, its_tangent]
    run(name, "forward_over_reverse", arrays)
    return its_tangent


def reverse_over_reverse(name: str) -> Array:
    adjoint, shadow, its_adjoint = np.zeros_like(POINT), np.zeros_like(POINT), TANGENT.copy()
    arrays = [POINT.copy(), adjoint, shadow, its_adjoint]
    run(name, "reverse_over_reverse", arrays)
    return adjoint


def reverse_over_forward(name: str) -> Array:
    adjoint, its_adjoint = np.zeros_like(POINT), np.zeros_like(POINT)
    arrays = [POINT.copy(), adjoint, TANGENT.copy(), its_adjoint]
    run(name, "reverse_over_forward", arrays, 1.0)
    return adjoint


def forward_over_forward(name: str) -> Array:
    products: list[float] = []
    for direction in np.eye(POINT.size):
        arrays = [POINT.copy(), direction.copy(), TANGENT.copy(), np.zeros_like(POINT)]
        product = run(name, "forward_over_forward", arrays)
        assert product is not None
        products.append(product)
    return np.array(products)


ORDERS: dict[str, Callable[[str], Array]] = {
    "forward_over_forward": forward_over_forward,
    "forward_over_reverse": forward_over_reverse,
    "reverse_over_forward": reverse_over_forward,
    "reverse_over_reverse": reverse_over_reverse,
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_products_with_the_hessian(name: str, order: str):
    expected = hessian_times_tangent(name)
    assert np.linalg.norm(expected) > 1e-3, "a Hessian of zero shows nothing"
    np.testing.assert_allclose(ORDERS[order](name), expected, rtol=1e-7, atol=1e-7)
