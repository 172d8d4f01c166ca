"""Jacobians of several directions at a time are those of one at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.unit.interop.conftest import Loader
from xdsl_enzyme.interop import lanes
from xdsl_enzyme.interop.convention import as_leaves
from xdsl_enzyme.interop.derivative import Derivatives
from xdsl_enzyme.interop.gradient import Gradient
from xdsl_enzyme.interop.wrapper import Request

Transform = Callable[..., Callable[..., Any]]

CHAIN = """
#include <math.h>
double chain({type} *work, const {type} *x, double a, int n, {type} *y) {{
  double sum = 0;
  for (int i = 0; i < n; i++) work[i] = a * sin(x[i]) + (i ? work[i - 1] * x[i - 1] : 0);
  for (int i = 0; i < n; i++) {{ y[i] = work[n - 1 - i] * exp(x[i]); sum += y[i] * a; }}
  return sum;
}}
"""


def both_widths(monkeypatch: pytest.MonkeyPatch, compute: Any) -> tuple[Any, Any]:
    """What is computed, and what is computed one direction at a time."""
    several = compute()
    monkeypatch.setattr(lanes, "WIDEST", 1)
    return several, compute()


def assert_same(one: Any, other: Any, tolerance: float = 1e-12) -> None:
    for leaf, other_leaf in zip(as_leaves(one), as_leaves(other), strict=True):
        assert np.shape(leaf) == np.shape(other_leaf)
        assert np.allclose(leaf, other_leaf, rtol=tolerance, atol=tolerance)
        assert np.count_nonzero(leaf) == np.count_nonzero(other_leaf)


@pytest.mark.parametrize("jacobian", [xe.jacfwd, xe.jacrev])
@pytest.mark.parametrize("n", [1, 2, 3, 5, 16, 21])
def test_arrays_numbers_and_scratch_memory(
    load: Loader, monkeypatch: pytest.MonkeyPatch, jacobian: Transform, n: int
):
    f = load(CHAIN.format(type="double"), name="chain")
    x = np.random.default_rng(n).uniform(-1, 1, n)
    arguments = (np.zeros(n), x, 0.7, n, np.zeros(n))
    assert_same(*both_widths(monkeypatch, lambda: jacobian(f, ("x", "a", "y"))(*arguments)))


@pytest.mark.parametrize("jacobian", [xe.jacfwd, xe.jacrev])
def test_single_precision(load: Loader, monkeypatch: pytest.MonkeyPatch, jacobian: Transform):
    f = load(CHAIN.format(type="float"), name="chain")
    x = np.linspace(-1, 1, 7, dtype=np.float32)
    arguments = (np.zeros_like(x), x, 0.7, 7, np.zeros_like(x))
    several, one = both_widths(monkeypatch, lambda: jacobian(f, ("x", "a"))(*arguments))
    assert_same(several, one, 1e-6)


@pytest.mark.parametrize("with_value", [False, True])
def test_second_derivatives(load: Loader, monkeypatch: pytest.MonkeyPatch, with_value: bool):
    f = load(CHAIN.format(type="double"), name="chain", outputs="return")
    n = 6
    arguments = (np.zeros(n), np.linspace(-1, 1, n), 0.7, n, np.zeros(n))
    compute = lambda: xe.jacfwd(Gradient(f, ("x", "a"), with_value), ("x", "a"))(*arguments)  # noqa: E731
    assert_same(*both_widths(monkeypatch, compute))


def test_memrefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "outer.mlir"
    path.write_text("""
    func.func @outer(%x: memref<?x2xf64>, %y: memref<?x2xf64>) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %n = memref.dim %x, %c0 : memref<?x2xf64>
      scf.for %i = %c0 to %n step %c1 {
        %a = memref.load %x[%i, %c0] : memref<?x2xf64>
        %b = memref.load %x[%i, %c1] : memref<?x2xf64>
        %ab = arith.mulf %a, %b : f64
        memref.store %ab, %y[%i, %c1] : memref<?x2xf64>
        memref.store %b, %y[%i, %c0] : memref<?x2xf64>
      }
      func.return
    }
    """)
    f = xe.load(path)
    x = np.arange(1.0, 7.0).reshape(3, 2)
    for jacobian in (xe.jacfwd, xe.jacrev):
        J = jacobian(f)(x, np.zeros((3, 2)))
        assert J.shape == (3, 2, 3, 2)
        for i in range(3):
            assert J[i, :, i].tolist() == [[0.0, 1.0], [x[i, 1], x[i, 0]]]
        assert np.count_nonzero(J) == 9


def test_memory_that_may_hold_anything_goes_one_by_one(load: Loader):
    f = load("""
    struct mixed { double x; int n; };
    double f(const struct mixed *m, const double *x) { return m->n * x[0] * x[1] * m->x; }
    """)
    mixed = np.array([(2.0, 3)], np.dtype([("x", "f8"), ("n", "i4")], align=True))
    assert xe.jacfwd(f, "x")(mixed, np.array([5.0, 7.0])).tolist() == [42.0, 30.0]
    assert f.convention.width_for(8) == 1


def test_what_cannot_go_several_at_a_time_goes_one_by_one(
    load: Loader, monkeypatch: pytest.MonkeyPatch
):
    f = load("void f(const double *x, double *y) { y[0] = x[0] * x[1]; y[1] = x[1]; }")
    get = Derivatives.get

    def narrow(derivatives: Derivatives, request: Request) -> Any:
        if request.width > 1:
            raise xe.DifferentiationError("only one direction at a time")
        return get(derivatives, request)

    monkeypatch.setattr(Derivatives, "get", narrow)
    for jacobian in (xe.jacfwd, xe.jacrev):
        J = jacobian(f)(np.array([2.0, 3.0]), np.zeros(2))
        assert J.tolist() == [[3.0, 2.0], [0.0, 1.0]]


def test_widths_are_powers_of_two():
    assert [lanes.width_for(count) for count in (0, 1, 2, 3, 4, 5, 9, 17, 1000)] == [
        *(1, 1, 2, 4, 4, 8, 16, 16, 16)
    ]


def test_long_double(tmp_path: Path):
    """Vectors of long doubles, whose constants Python cannot write."""
    source = tmp_path / "long_double.c"
    source.write_text(
        "double f(const double *x, int n) {\n"
        "  long double s = 0;\n"
        "  for (int i = 0; i < n; i++) { long double t = x[i]; s += t * t; }\n"
        "  return s;\n"
        "}\n"
    )
    x = np.array([0.5, -1.25, 2.0])
    assert np.allclose(xe.jacfwd(xe.load(source, "f"))(x, 3), 2.0 * x)
