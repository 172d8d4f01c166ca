"""Masked memory and atomic updates: both modes, and several directions at once, against the dual-number interpreter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.oracle import Oracle
from xdsl_enzyme.frontends.load import load_module

PROGRAM = Path(__file__).parent / "masked_and_atomic.ll"
X = np.array([0.5, -1.25, 0.75, 2.0, 1.5, -0.3, 0.9, 1.1])
Y = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])


@pytest.mark.parametrize("level", [0, 2])
@pytest.mark.parametrize("name", ["masked", "atomic"])
def test_derivatives(name: str, level: int):
    oracle = Oracle(load_module(PROGRAM, optimisation_level=0))
    function = xe.load(PROGRAM, name, optimisation_level=level)
    random = np.random.default_rng(3)
    dx, dy = random.uniform(-1, 1, 8), random.uniform(-1, 1, 8)

    expected = oracle.jvp(name, [X.copy(), Y.copy()], [dx, dy])
    x, y, shadow_x, shadow_y = X.copy(), Y.copy(), dx.copy(), dy.copy()
    value, tangent = xe.fwddiff(function, xe.Duplicated(x, shadow_x), xe.Duplicated(y, shadow_y))
    np.testing.assert_allclose([value, tangent], [expected.value, expected.tangent], rtol=1e-12)
    np.testing.assert_allclose(y, expected.arrays[1], rtol=1e-12)
    np.testing.assert_allclose(shadow_y, expected.array_tangents[1], rtol=1e-12)

    weights = {0: np.zeros(8), 1: random.uniform(-1, 1, 8)}
    pulled = oracle.vjp(name, [X.copy(), Y.copy()], 1.0, weights, [0, 1])
    shadow_x, shadow_y = np.zeros(8), weights[1].copy()
    xe.autodiff(function, xe.Duplicated(X.copy(), shadow_x), xe.Duplicated(Y.copy(), shadow_y))
    np.testing.assert_allclose(shadow_x, pulled[0], rtol=1e-12)
    np.testing.assert_allclose(shadow_y, pulled[1], rtol=1e-12)


@pytest.mark.parametrize("name", ["masked", "atomic"])
def test_several_directions(name: str):
    oracle = Oracle(load_module(PROGRAM, optimisation_level=0))
    zero = {0: np.zeros(8), 1: np.zeros(8)}
    expected = oracle.vjp(name, [X.copy(), Y.copy()], 1.0, zero, [0, 1])
    function = xe.load(PROGRAM, name, outputs="return")
    for jacobian in (xe.jacfwd, xe.jacrev):
        found = jacobian(function, argnums=(0, 1))(X.copy(), Y.copy())
        for argument in (0, 1):
            np.testing.assert_allclose(found[argument], expected[argument], rtol=1e-12)
    # Every entry of what is written: several rows at once, too.
    written = xe.load(PROGRAM, name, outputs=["y"])
    forward, reverse = (
        jacobian(written, argnums=0)(X.copy(), Y.copy()) for jacobian in (xe.jacfwd, xe.jacrev)
    )
    np.testing.assert_allclose(forward, reverse, rtol=1e-12)
