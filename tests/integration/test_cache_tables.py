"""Functions that hand down many caches as one table: the same derivatives as when they hand them down one by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe
from xdsl_enzyme.passes import shared_caches

PROGRAM = """
#include <math.h>
#include <stdlib.h>

static double shared(double a, double *y, int n) {
  double s = a * y[0];
  for (int i = 0; i * i < 3 + n; i++) {
    s = s * 0.5 + sin(a * i);
    y[i % 2] = 0.5 * y[i % 2] + 0.1 * sin(s * a);
  }
  return s;
}

static double odd(double a, double *y, int n);

static double even(double a, double *y, int n) {
  if (n == 0) return a * y[1];
  double b = shared(a, y, n);
  return odd(b, y, n - 1) * b;
}

static double odd(double a, double *y, int n) {
  if (n == 0) return sin(a) * y[0];
  double *z = malloc(2 * sizeof(double));
  z[0] = a * y[0];
  z[1] = y[1];
  double b = even(0.5 * a, z, n - 1) * a;
  free(z);
  return b + shared(b, y, n);
}

double objective(const double *x, int n) {
  double y[2] = {x[0], x[1]};
  double s = shared(x[2], y, n);
  return s * even(x[0] * s, y, 5) + odd(x[1], y, 4) + y[1];
}
"""
AT = np.array([0.7, 1.2, 0.4])


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.c"
    path.write_text(PROGRAM)
    return path


def gradient(program: Path) -> np.ndarray:
    f = xe.load(program, "objective", optimisation_level=0)
    return xe.grad(f)(AT, 3)


def test_derivatives_with_tables(program: Path, monkeypatch: pytest.MonkeyPatch):
    expected = gradient(program)
    monkeypatch.setattr(shared_caches, "MOST_ARGUMENTS", 0)
    f = xe.load(program, "objective", optimisation_level=0)
    assert np.array_equal(xe.grad(f)(AT, 3), expected)
    assert any("@calloc" in made.llvm_ir for made in f.derivatives.made())
    xe.check_grads(f, (AT, 3), order=2)
