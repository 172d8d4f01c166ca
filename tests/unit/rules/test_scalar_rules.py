"""Every scalar rule, in both modes, against the oracle; and forward against reverse mode by the dot-product test."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from tests.unit.rules.engine import Programs
from tests.unit.rules.missing_functions import define_missing
from tests.unit.rules.scalar_functions import CASES, SCALARS, Scalar, declarations, function_name
from xdsl_enzyme.rules.registry import function_rules, operation_rules
from xdsl_enzyme.rules.scalar import ScalarRule

POINTS = 4
WITH_LONG_DOUBLES = {"nexttoward", "nexttowardf"}
"""Functions that the oracle does not know; `test_library_functions` has them."""

NARROW = [(scalar, type) for scalar, type in CASES if not type.startswith("vector")]


def identify(value: Scalar | str) -> str:
    return value.key if isinstance(value, Scalar) else value


@pytest.fixture(scope="module")
def programs() -> Programs:
    functions = {
        function_name(scalar, type): scalar.program(function_name(scalar, type), type)
        for scalar, type in CASES
    }
    wide = [function_name(scalar, type) for scalar, type in NARROW]
    define_missing(SCALARS.values())
    return Programs(functions, declarations=declarations(), wide=wide)


def points(scalar: Scalar, name: str) -> list[list[float]]:
    generator = random.Random(name)
    found: list[list[float]] = []
    while len(found) < POINTS:
        point = [generator.uniform(*interval) for interval in scalar.domain]
        if len(point) < 2 or abs(point[0] - point[1]) >= scalar.gap:
            found.append(point)
    return found


def tolerance(type: str) -> float:
    return 2e-6 if type == "f32" else 1e-12


def test_every_scalar_rule_is_tested():
    names = {op.name for op, rule in operation_rules().items() if isinstance(rule, ScalarRule)}
    functions = {name for name, rule in function_rules().items() if isinstance(rule, ScalarRule)}
    tested = set(SCALARS) | WITH_LONG_DOUBLES
    assert {one for one in names | functions if not _is_long_double(one)} <= tested


def _is_long_double(name: str) -> bool:
    """Whether a function is the variant of another one for long doubles (or reals of kind 10), with the same rule."""
    return re.search(r"l(_r)?$|10[ik]?$|(xf|tf)2$", name) is not None and "." not in name


@pytest.mark.parametrize(("scalar", "type"), CASES, ids=identify)
def test_forward(scalar: Scalar, type: str, programs: Programs):
    name = function_name(scalar, type)
    for x in points(scalar, name):
        gradient = np.array(programs.oracle.gradient(name, x))
        direction = np.random.default_rng(len(name)).uniform(-1.0, 1.0, scalar.arity)
        value, tangent = programs.forward(name, x, direction.tolist())
        expected = programs.oracle.run(name, x).value
        assert value == pytest.approx(expected, rel=tolerance(type), abs=tolerance(type))
        assert tangent == pytest.approx(
            gradient @ direction, rel=tolerance(type), abs=tolerance(type)
        )


@pytest.mark.parametrize(("scalar", "type"), NARROW, ids=identify)
def test_forward_of_width_four(scalar: Scalar, type: str, programs: Programs):
    name = function_name(scalar, type)
    for x in points(scalar, name):
        gradient = np.array(programs.oracle.gradient(name, x))
        directions = np.random.default_rng(len(name)).uniform(-1.0, 1.0, (scalar.arity, 4))
        _, tangents = programs.forward_wide(name, x, directions)
        assert tangents == pytest.approx(
            gradient @ directions, rel=tolerance(type), abs=tolerance(type)
        )


@pytest.mark.parametrize(("scalar", "type"), CASES, ids=identify)
def test_reverse(scalar: Scalar, type: str, programs: Programs):
    name = function_name(scalar, type)
    for x in points(scalar, name):
        expected = programs.oracle.vjp(name, x, 1.75)
        got = programs.reverse(name, x, 1.75)
        assert got == pytest.approx(expected, rel=tolerance(type), abs=tolerance(type))


@pytest.mark.parametrize(("scalar", "type"), CASES, ids=identify)
def test_dot_product(scalar: Scalar, type: str, programs: Programs):
    name = function_name(scalar, type)
    for x in points(scalar, name):
        direction = np.random.default_rng(7).uniform(-1.0, 1.0, scalar.arity)
        _, tangent = programs.forward(name, x, direction.tolist())
        gradient = np.array(programs.reverse(name, x))
        assert tangent == pytest.approx(
            gradient @ direction, rel=tolerance(type), abs=tolerance(type)
        )
