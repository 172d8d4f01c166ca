"""Checking derivatives against finite differences."""

from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.unit.interop.conftest import NORM, SCALE, WORK, Loader
from xdsl_enzyme.interop.check import compare_derivatives
from xdsl_enzyme.interop.reverse_mode import Sweep

X = np.array([1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("source", "args"),
    [(NORM, (X, 3, 0.5)), (SCALE, (3, 2.0, X, np.zeros(3))), (WORK, (X, np.zeros(3), 3))],
)
def test_right_derivatives_pass(load: Loader, source: str, args: Any):
    xe.check_grads(load(source), args)


def test_second_order(load: Loader):
    rows = compare_derivatives(load(NORM), (X, 3, 0.5), order=2)
    assert [(row.order, row.argument, list(row.found)) for row in rows] == [
        (1, "x", ["fwd", "rev"]),
        (1, "scale", ["fwd", "rev"]),
        (2, "x", ["fwd"]),
        (2, "scale", ["fwd"]),
    ]
    assert not any(row.failures for row in rows)


def test_single_precision(load: Loader):
    f = load("float f(const float *x, float y) { return x[0] * x[1] * y; }")
    xe.check_grads(f, (np.array([1.5, 2.5], np.float32), 0.5))


def test_wrong_derivatives_are_found(load: Loader, monkeypatch: pytest.MonkeyPatch):
    right = Sweep.derivative
    monkeypatch.setattr(Sweep, "derivative", lambda self, index: 1.001 * right(self, index))
    f = load(NORM)
    xe.check_grads(f, (X, 3, 0.5), modes=("fwd",))
    with pytest.raises(xe.GradientCheckError, match=r"respect to 'x' is wrong \(order 1, mode rev"):
        xe.check_grads(f, (X, 3, 0.5))
    with pytest.raises(AssertionError):
        xe.check_grads(f, (X, 3, 0.5), modes=["rev"])
    xe.check_grads(f, (X, 3, 0.5), rtol=0.01)


def test_kinks_are_no_excuse(load: Loader):
    f = load("#include <math.h>\ndouble f(double x) { return fabs(x); }")
    with pytest.raises(xe.GradientCheckError, match="kink"):
        xe.check_grads(f, (1e-5,))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"order": 3}, "order must be 1 or 2"),
        ({"modes": ("forward",)}, "unknown modes"),
    ],
)
def test_wrong_options(load: Loader, options: Any, message: str):
    with pytest.raises(xe.ArgumentsError, match=message):
        xe.check_grads(load(NORM), (X, 3, 0.5), **options)


def test_structures_have_no_random_direction(load: Loader):
    f = load("struct S { double a; int n; }; double f(const struct S *s) { return s->a * s->n; }")
    layout = np.dtype([("a", "f8"), ("n", "i4")], align=True)
    with pytest.raises(xe.ArgumentsError, match="random direction"):
        xe.check_grads(f, (np.array([(2.5, 4)], layout),))
