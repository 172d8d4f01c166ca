"""Gradients of what reads its neighbours: the sums of their adjoints are split into loops of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe
from xdsl_enzyme.passes import split_sums

SOURCES = {
    "one_dimension": """
        void f(int n, const TYPE *x, TYPE *y) {
          for (int i = 1; i < n - 1; i++) y[i] = x[i - 1] * x[i] - x[i + 1] * x[i + 1];
        }""",
    "in_place_steps": """
        void f(int n, TYPE *x, TYPE *y) {
          for (int s = 0; s < 2; s++) {
            for (int i = 2; i < n - 2; i++) y[i] = x[i - 2] + 2 * x[i] * x[i + 1] - x[i + 2];
            for (int i = 2; i < n - 2; i++) x[i] = y[i - 1] * y[i] + y[i + 1];
          }
        }""",
    "rows": """
        void f(int n, const TYPE *x, TYPE *y) {
          int m = n / 3;
          for (int i = 1; i < 2; i++)
            for (int j = 1; j < m - 1; j++) {
              const TYPE *t = &x[i * m + j];
              y[i * m + j] = t[0] * (t[-m] + t[-1] + t[1] + t[m]);
            }
        }""",
    "pairs": """
        void f(int n, const TYPE *x, TYPE *y) {
          for (int i = 0; i + 1 < n; i += 2) y[i] = x[i] * x[i + 1];
        }""",
    "backwards": """
        void f(int n, const TYPE *x, TYPE *y) {
          for (int i = n - 2; i > 0; i--) y[n - 1 - i] = x[i - 1] * x[i] + x[i + 1];
        }""",
}


def jacobian(source: Path, type: str, n: int) -> Any:
    f = xe.load(source, "f", outputs="y")
    x = np.random.default_rng(n).uniform(0.5, 1.5, n).astype(type)
    y = np.zeros_like(x)
    cotangent = np.random.default_rng(2).normal(size=n).astype(type)
    _, pullback = xe.vjp(f, n, x, y)
    _, dx, dy = pullback(cotangent)
    tangent = np.random.default_rng(3).normal(size=n).astype(type)
    _, along = xe.jvp(f, (n, x, y), (None, tangent, None))
    return dx, dy, float(along @ cotangent), float(dx @ tangent)


@pytest.mark.parametrize("type", ["float64", "float32"])
@pytest.mark.parametrize("name", SOURCES)
def test_sums_are_the_same(name: str, type: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "f.c"
    path.write_text(SOURCES[name].replace("TYPE", "double" if type == "float64" else "float"))
    tolerance = 1e-12 if type == "float64" else 2e-4
    for n in (3, 6, 34, 120, 258, 900):
        *split, forward, reverse = jacobian(path, type, n)
        assert np.isclose(forward, reverse, rtol=tolerance, atol=tolerance)
        with monkeypatch.context() as patch:
            patch.setattr(split_sums, "FEWEST", 1 << 40)
            *whole, _, _ = jacobian(path, type, n)
        for one, other in zip(split, whole, strict=True):
            assert np.allclose(one, other, rtol=tolerance, atol=tolerance)


def test_loops_over_neighbours_are_vectorised(tmp_path: Path):
    path = tmp_path / "f.c"
    path.write_text(SOURCES["one_dimension"].replace("TYPE", "double"))
    f = xe.load(path, "f", outputs="y")
    x = np.ones(64)
    _, pullback = xe.vjp(f, 64, x, x)
    pullback(x)
    (gradient,) = [one for one in f.derivatives.made() if "reverse" in one.program.name]
    assert str(gradient.program.module).count("llvm.alloca") >= 2
