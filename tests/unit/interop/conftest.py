"""Functions written in C on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import xdsl_enzyme as xe

Loader = Callable[..., xe.Function]


@pytest.fixture
def load(tmp_path: Path) -> Loader:
    """`load(source, name=None, suffix=".c", **options)`: a function of a file with that source."""

    def load_source(
        source: str, name: str | None = None, suffix: str = ".c", **options: Any
    ) -> xe.Function:
        path = tmp_path / f"source{suffix}"
        path.write_text(source)
        return xe.load(path, name, **options)

    return load_source


NORM = """
double norm(const double *x, long n, double scale) {
  double sum = 0;
  for (long i = 0; i < n; i++) sum += x[i] * x[i];
  return scale * sum;
}
"""

SCALE = """
void scale(long n, double a, const double *x, double *y) {
  for (long i = 0; i < n; i++) y[i] = a * x[i] * x[i];
}
"""

WORK = """
double chain(const double *x, double *work, int n) {
  work[0] = x[0];
  for (int i = 1; i < n; i++) work[i] = work[i - 1] * x[i];
  return work[n - 1];
}
"""
