"""Arrays with fewer bytes than a function certainly uses are refused before it is called."""

from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe
from xdsl_enzyme.interop.signature import ArrayArgument

SOURCE = r"""
#include <stdlib.h>
#include <string.h>

double straight(const double *x) { return x[0] * x[5]; }

void loop(const double *x, float *y) {
  for (int i = 0; i < 9; i++) y[2 * i] = x[i] * x[i];
}

double branches(const double *x, int c) { return c ? x[7] * x[2] : x[3]; }

static __attribute__((noinline)) double dot(const double *a, const double *b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
double calls(const double *x) { return dot(x, x + 3); }

double backwards(const double *x) {
  double s = 0;
  for (int i = 7; i >= 0; i--) s = s * x[i] + x[i];
  return s;
}

double copied(const double *x) {
  double y[4];
  memcpy(y, x, sizeof y);
  return y[0] * y[1] * y[2] * y[3];
}

double matrix(const double m[3][4]) {
  double s = 0;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 4; j++) s += m[i][j];
  return s;
}

double wrapping(const double *x) {
  double s = 0;
  for (unsigned char i = 250; i != 4; i++) s += x[i];
  return s;
}

double early(const double *x, int n) { return n < 6 ? 0.0 : x[5]; }

double ending(const double *x, int n) {
  if (n < 6) abort();
  return x[5];
}

double counted(const double *x, int n) {
  double s = x[1];
  for (int i = 0; i < n; i++) s += x[i];
  return s;
}
"""

LEAST = {
    "straight": (48,),
    "loop": (72, 68),
    "branches": (32,),
    "calls": (48,),
    "backwards": (64,),
    "copied": (32,),
    "matrix": (96,),
    "early": (0,),
    "ending": (0,),
    "counted": (16,),
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("extents") / "extents.c"
    path.write_text(SOURCE)
    return path


@pytest.mark.parametrize("name", LEAST)
def test_least_extents(source: Path, name: str):
    f = xe.load(source, name, optimisation_level=1)
    arguments = f.convention.signature.arguments
    arrays = [one for one in arguments if isinstance(one, ArrayArgument)]
    assert tuple(one.minimum_bytes for one in arrays) == LEAST[name]


@pytest.mark.parametrize("level", [0, 2])
def test_places_that_wrap_around(source: Path, level: int):
    f = xe.load(source, "wrapping", optimisation_level=level)
    assert f(np.arange(256.0)) == sum(range(250, 256)) + sum(range(4))


def test_short_arrays(source: Path):
    f = xe.load(source, "straight")
    x = np.arange(1.0, 7.0)
    assert np.array_equal(xe.grad(f)(x), [6.0, 0, 0, 0, 0, 1.0])
    short = x[:5]
    for call in (
        lambda: f(short),
        lambda: xe.grad(f)(short),
        lambda: xe.jvp(f, (short,), (short,)),
    ):
        with pytest.raises(xe.ArgumentsError, match=r"'x' .* must be at least 48 bytes, not 40"):
            call()
