"""Rules of vectors, structures, intrinsics and casts: both modes against the oracle."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.rules.engine import Programs
from tests.unit.rules.structural_functions import FUNCTIONS, WIDE

POINTS = ([1.3, 0.7], [0.6, 1.4])


@pytest.fixture(scope="module")
def programs() -> Programs:
    return Programs(FUNCTIONS, wide=WIDE)


def tolerance(name: str) -> float:
    return 1e-6 if name == "casts" else 1e-12


@pytest.mark.parametrize("x", POINTS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_reverse(name: str, x: list[float], programs: Programs):
    expected = programs.oracle.gradient(name, x)
    assert programs.reverse(name, x) == pytest.approx(expected, rel=tolerance(name))


@pytest.mark.parametrize("x", POINTS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_forward(name: str, x: list[float], programs: Programs):
    direction = [0.3, -0.8]
    result = programs.oracle.run(name, x, direction)
    value, tangent = programs.forward(name, x, direction)
    assert value == pytest.approx(result.value, rel=tolerance(name))
    assert tangent == pytest.approx(result.tangent, rel=tolerance(name))


@pytest.mark.parametrize("name", WIDE)
def test_forward_of_width_four(name: str, programs: Programs):
    directions = np.array([[1.0, 0.0, 0.3, -2.0], [0.0, 1.0, -0.8, 0.5]])
    expected = np.array(programs.oracle.gradient(name, POINTS[0])) @ directions
    _, tangents = programs.forward_wide(name, POINTS[0], directions)
    assert tangents == pytest.approx(expected, rel=tolerance(name))
