"""Programs around BLAS, against differences of themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.integration.blas.harness import Numbers, load_openblas

PROGRAMS = Path(__file__).parent / "programs.c"
CASES = {"overwritten": (9, 3), "partly": (9, 2), "recursive": (4, 4), "products": (9, 1)}


def differences(function: Callable[[Numbers], Numbers | float], x: Numbers) -> Numbers:
    step = 1e-6
    pairs = [(function(x + step * unit), function(x - step * unit)) for unit in np.eye(x.size)]
    return np.array([(after - before) / (2 * step) for after, before in pairs])


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("level", [0, 2])
def test_both_modes(name: str, level: int):
    load_openblas()
    function = xe.load(PROGRAMS, name, optimisation_level=level)
    size, n = CASES[name]
    x = np.random.default_rng(size).uniform(0.2, 0.9, size)
    expected = differences(lambda x: function(x, n), x)
    assert xe.grad(function)(x, n) == pytest.approx(expected, rel=1e-6, abs=1e-6)
    assert xe.jacfwd(function)(x, n) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("name", ["recursive", "products"])
def test_second_derivatives(name: str):
    load_openblas()
    function = xe.load(PROGRAMS, name)
    size, n = CASES[name]
    x = np.random.default_rng(size).uniform(0.2, 0.9, size)
    gradient = xe.grad(function)
    expected = differences(lambda x: gradient(x, n), x)
    assert xe.hessian(function)(x, n) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_a_declaration_that_is_none(tmp_path: Path):
    source = tmp_path / "odd.c"
    source.write_text(
        "double ddot_(double *x, int n);\ndouble f(double *x) { return ddot_(x, 2); }\n"
    )
    function = xe.load(source, "f")
    with pytest.raises(xe.DifferentiationError, match="not declared as the routine of that name"):
        xe.grad(function)(np.ones(2))
