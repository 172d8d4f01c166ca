"""Loops with scratch arrays: where it is clear that each iteration fills them anew, the two sweeps become one; all others stay right, too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from xdsl.context import Context
from xdsl.dialects.builtin import ModuleOp

import xdsl_enzyme as xe
from xdsl_enzyme.analyses.cache_pairs import REVERSED_LOOP
from xdsl_enzyme.passes.fuse_sweeps import FuseSweepsPass

N = 6
X = np.array([0.7, -1.2, 0.4, 1.1, -0.3, 0.9])

FUSED = {
    "filled_anew": """
  double s[n];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] = x[p] * sin(x[i]);
    for (int j = 0; j + 1 < n; j++) r += s[j + 1] * s[j];
  }
""",
    "under_a_guard": """
  double s[n];
  for (int p = 0; p < n; p++)
    if (n > 2) {
      for (int i = 0; i < n; i++) s[i] = x[p] * x[i];
      r += s[0] * s[2];
      for (int j = 0; j < n; j++) r += s[j] * s[j];
    }
""",
    "triangle": """
  double s[n];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] = x[p] * x[i];
    for (int i = 0; i < n; i++)
      for (int j = i + 1; j < n; j++) s[j] += x[i] * x[j];
    for (int j = 0; j < n; j++) r += s[j] * s[j];
  }
""",
    "two_arrays": """
  double s[n], t[n];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] = x[p] - x[i];
    for (int i = 0; i < n; i++) t[i] = s[i] * s[i] * x[p];
    for (int j = 0; j < n; j++) r += exp(t[j]) * s[j];
  }
""",
}
OTHERS = {
    "backwards": """
  double s[n];
  for (int p = 0; p < n; p++) {
    for (int i = n - 1; i >= 0; i--) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) r += s[j] * s[n - 1 - j] * s[j];
  }
""",
    "one_short": """
  double s[n];
  for (int i = 0; i < n; i++) s[i] = x[i];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i + 1 < n; i++) s[i] = x[p] * x[i] * s[i + 1];
    for (int j = 0; j < n; j++) r += s[j] * s[j];
    s[n - 1] = sin(r);
  }
""",
    "first_is_kept": """
  double s[n];
  s[0] = x[1];
  for (int p = 0; p < n; p++) {
    for (int i = 1; i < n; i++) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) r += s[j] * s[j];
    s[0] = x[p] * s[0];
  }
""",
    "read_afterwards": """
  double s[n];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) r += s[j] * s[j];
  }
  r += s[2] * s[2] * x[0];
""",
    "added_up": """
  double s[n];
  for (int i = 0; i < n; i++) s[i] = 0;
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n; i++) s[i] += x[p] * x[i];
    for (int j = 0; j < n; j++) r += s[j] * s[j] * x[p];
  }
""",
    "sometimes": """
  double s[n];
  for (int i = 0; i < n; i++) s[i] = x[i];
  for (int p = 0; p < n; p++) {
    if (x[p] > 0)
      for (int i = 0; i < n; i++) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) r += s[j] * s[j] * x[p];
  }
""",
    "half": """
  double s[n];
  for (int i = 0; i < n; i++) s[i] = x[i];
  for (int p = 0; p < n; p++) {
    for (int i = 0; i < n / 2; i++) s[i] = x[p] * x[i];
    for (int j = 0; j < n; j++) r += s[j] * s[j] * x[p];
    for (int i = n / 2; i < n; i++) s[i] = x[p] * s[i];
  }
""",
}
"""Bodies of functions of x and n that add up r."""

NEEDS_THREE = ("read_afterwards", "first_is_kept", "one_short")
"""They use elements of `s` that must be there."""


def source(body: str) -> str:
    return f"#include <math.h>\ndouble f(const double *x, int n) {{\n  double r = 0;{body}  return r;\n}}\n"


@pytest.fixture
def fused(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Receives how many outermost reversed loops have been fused."""
    counts: list[int] = []
    apply = FuseSweepsPass.apply

    def counted(self: FuseSweepsPass, ctx: Context, op: ModuleOp) -> None:
        before = _outermost(op)
        apply(self, ctx, op)
        counts.append(before - _outermost(op))

    monkeypatch.setattr(FuseSweepsPass, "apply", counted)
    return counts


def _outermost(module: ModuleOp) -> int:
    """The reversed loops, without those inside others."""
    return sum(
        REVERSED_LOOP in op.attributes
        for function in module.body.block.ops
        for region in function.regions
        for block in region.blocks
        for op in block.ops
    )


@pytest.mark.parametrize("name", [*FUSED, *OTHERS])
def test_gradient(name: str, tmp_path: Path, fused: list[int]):
    path = tmp_path / "f.c"
    path.write_text(source((FUSED | OTHERS)[name]))
    f = xe.load(path, "f")
    expected = [(f(X + step, N) - f(X - step, N)) / 2e-6 for step in 1e-6 * np.eye(N)]
    assert np.allclose(xe.grad(f)(X, N), expected, rtol=1e-6, atol=1e-7)
    if name in FUSED:
        assert fused[-1] > 0
    for n in range(1, 4):
        x = X[:n]
        steps = 1e-6 * np.eye(n)
        expected = [(f(x + step, n) - f(x - step, n)) / 2e-6 for step in steps]
        if n > 2 or name not in NEEDS_THREE:
            assert np.allclose(xe.grad(f)(x, n), expected, rtol=1e-6, atol=1e-7)
