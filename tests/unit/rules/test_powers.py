"""The derivative of a power where the power itself is zero, infinite or has lost its digits: it must not be computed from that."""

from math import inf, nan

import pytest

from tests.oracle.primitives import power
from tests.unit.rules.engine import Programs

POWER = """
func.func @power(%x : f64, %y : f64) -> f64 {
  %r = math.powf %x, %y : f64
  func.return %r : f64
}
"""
SINGLE = """
func.func @single(%x : f64, %y : f64) -> f64 {
  %a = arith.truncf %x : f64 to f32
  %b = arith.truncf %y : f64 to f32
  %p = math.powf %a, %b : f32
  %r = arith.extf %p : f32 to f64
  func.return %r : f64
}
"""


@pytest.fixture(scope="module")
def programs() -> Programs:
    return Programs({"power": POWER, "single": SINGLE})


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (0.7, 2.5),
        (-1.5, 3.0),
        (-1.5, -2.0),
        (300.0, 1.5),
        (1e-3, 0.5),
        (0.0, 1.0),
        (0.0, 2.0),
        (0.0, 0.5),
        (1e-300, 1.5),
        (1e-200, 2.0),
        (-1e-200, 3.0),
        (1e-120, 3.0),
        (1e200, 2.0),
        (-1e200, 2.0),
        (1e300, -1.0),
        (1e-310, 1.0),
        (0.5, 1074.0),
        (inf, 2.0),
        (inf, 1.0),
        (inf, -1.0),
        (-inf, 3.0),
        (nan, 2.0),
    ],
)
def test_extreme_powers(x: float, y: float, programs: Programs):
    expected = y * power(x, y - 1.0)
    # Below the normal numbers, as many digits as there are.
    close = pytest.approx(expected, rel=1e-14, abs=1e-308, nan_ok=True)
    assert programs.reverse("power", [x, y])[0] == close
    # The other partial is not finite else, and times a tangent of zero that is NaN.
    if 0.0 < x < inf and power(x, y) < inf:
        assert programs.forward("power", [x, y], [1.0, 0.0])[1] == close


@pytest.mark.parametrize(
    ("x", "y"), [(0.7, 2.5), (0.0, 2.0), (2.0**-64, 2.375), (2.0**-20, 9.0), (1e30, 1.5)]
)
def test_extreme_powers_in_single_precision(x: float, y: float, programs: Programs):
    close = pytest.approx(y * power(x, y - 1.0), rel=1e-5, abs=1e-37)
    assert programs.reverse("single", [x, y])[0] == close
