"""The table of scalar functions against finite differences and, at kinks, against its documented conventions."""

import inspect
import math

import pytest

from tests.oracle.dual import Dual, differentiable, round_f32
from tests.oracle.primitives import PRIMITIVES, fma

POINTS: dict[str, list[tuple[float, ...]]] = {
    "acosh": [(1.3,), (4.0,)],
    "asin": [(-0.6,), (0.3,)],
    "acos": [(-0.6,), (0.3,)],
    "atanh": [(-0.6,), (0.3,)],
    "sqrt": [(0.7,), (9.0,)],
    "rsqrt": [(0.7,), (9.0,)],
    "log": [(0.7,), (9.0,)],
    "log2": [(0.7,), (9.0,)],
    "log10": [(0.7,), (9.0,)],
    "log1p": [(-0.4,), (9.0,)],
    "y0": [(0.7,), (3.0,)],
    "y1": [(0.7,), (3.0,)],
    "tgamma": [(0.7,), (3.2,), (-1.5,)],
    "lgamma": [(0.7,), (3.2,), (-1.5,)],
    "pow": [(0.7, 2.3), (2.0, -1.5), (1.1, 0.0)],
    "fmod": [(5.3, 2.0), (-5.3, 2.0), (5.3, -2.0)],
    "remainder": [(5.3, 2.0), (-5.3, 2.2)],
    "logp1": [(-0.4,), (9.0,)],
    "log2p1": [(-0.4,), (9.0,)],
    "log10p1": [(-0.4,), (9.0,)],
    "asinpi": [(-0.6,), (0.3,)],
    "acospi": [(-0.6,), (0.3,)],
    "powr": [(0.7, 2.3), (2.0, -1.5)],
    "gamma": [(0.7,), (3.2,), (-1.5,)],
    "drem": [(5.3, 2.0), (-5.3, 2.2)],
    "Modulo": [(5.3, 2.0), (-5.3, 2.0)],
    "scalb": [(1.3, 2.0), (-0.4, -3.0)],
    "copysign": [(1.5, -2.0), (-1.5, -2.0), (1.5, 2.0)],
    "div": [(1.5, -2.0), (0.3, 0.7)],
}
UNARY, BINARY, TERNARY = [(-1.3,), (0.4,), (2.6,)], [(1.2, -0.7), (-0.4, 2.5)], [(1.2, -0.7, 3.0)]
ARITY = {1: UNARY, 2: BINARY, 3: TERNARY}


def points(name: str) -> list[tuple[float, ...]]:
    if name in POINTS:
        return POINTS[name]
    return ARITY[len(inspect.signature(PRIMITIVES[name].partials).parameters)]


@pytest.mark.parametrize(
    ("name", "point"), [(name, point) for name in PRIMITIVES for point in points(name)]
)
def test_partials_match_finite_differences(name: str, point: tuple[float, ...]):
    function, partials = PRIMITIVES[name]
    for position, partial in enumerate(partials(*point)):

        def at(shift: float, position: int = position) -> float:
            moved = list(point)
            moved[position] += shift
            return function(*moved)

        h = 1e-4 * max(1.0, abs(point[position]))
        # Central differences of fourth order.
        expected = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h)
        assert partial == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "point", "expected"),
    [
        ("fabs", (0.0,), (0.0,)),
        ("fmax", (2.0, 2.0), (0.5, 0.5)),
        ("fmin", (2.0, 2.0), (0.5, 0.5)),
        ("maximum", (2.0, 2.0), (0.5, 0.5)),
        ("minimum", (2.0, 2.0), (0.5, 0.5)),
        ("fmax", (math.nan, 2.0), (0.0, 1.0)),
        ("fmin", (2.0, math.nan), (1.0, 0.0)),
        ("sqrt", (0.0,), (math.inf,)),
        ("cbrt", (0.0,), (math.inf,)),
        ("log", (0.0,), (math.inf,)),
        ("pow", (0.0, 0.0), (0.0, 0.0)),
        ("pow", (2.0, 0.0), (0.0, math.log(2.0))),
        ("pow", (0.0, 2.0), (0.0, 0.0)),
        ("pow", (0.0, 0.5), (math.inf, 0.0)),
        ("copysign", (-0.0, 1.0), (-1.0, 0.0)),
        ("floor", (2.0,), (0.0,)),
        ("fdim", (1.0, 1.0), (0.0, 0.0)),
        ("hypot", (0.0, 0.0), (0.0, 0.0)),
        ("atan2", (0.0, 0.0), (math.nan, math.nan)),
    ],
)
def test_conventions(name: str, point: tuple[float, ...], expected: tuple[float, ...]):
    assert PRIMITIVES[name].partials(*point) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("name", "point", "expected"),
    [
        ("sqrt", (-1.0,), math.nan),
        ("log", (0.0,), -math.inf),
        ("log", (-1.0,), math.nan),
        ("exp", (1000.0,), math.inf),
        ("div", (1.0, 0.0), math.inf),
        ("div", (-1.0, 0.0), -math.inf),
        ("div", (0.0, 0.0), math.nan),
        ("pow", (0.0, -1.0), math.inf),
        ("fmax", (math.nan, 1.0), 1.0),
        ("maximum", (math.nan, 1.0), math.nan),
        ("round", (2.5,), 3.0),
        ("round", (0.49999999999999994,), 0.0),
        ("rint", (2.5,), 2.0),
        ("roundeven", (3.5,), 4.0),
        ("trunc", (-2.7,), -2.0),
        ("fmod", (-5.5, 2.0), -1.5),
        ("remainder", (5.5, 2.0), -0.5),
        ("fmod", (1.0, 0.0), math.nan),
    ],
)
def test_values_outside_the_domain_are_those_of_c(
    name: str, point: tuple[float, ...], expected: float
):
    assert PRIMITIVES[name].value(*point) == pytest.approx(expected, nan_ok=True)


def test_fma_rounds_once():
    x = 1.0 + 2.0**-30
    assert fma(x, x, -1.0 - 2.0**-29) == 2.0**-60
    assert x * x - 1.0 - 2.0**-29 == 0.0


def test_a_zero_tangent_stays_zero_at_an_infinite_partial():
    sqrt = differentiable(PRIMITIVES["sqrt"], float)
    assert sqrt(Dual(0.0, 0.0)).tangent == 0.0
    assert sqrt(Dual(0.0, 1.0)).tangent == math.inf


def test_only_the_value_is_rounded():
    third = differentiable(PRIMITIVES["div"], round_f32)(Dual(1.0, 1.0), Dual(3.0))
    assert third.value == round_f32(1.0 / 3.0)
    assert third.tangent == 1.0 / 3.0
