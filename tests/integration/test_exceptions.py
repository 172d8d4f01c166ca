"""Exceptions in differentiated C++: the derivative is that of the path without one; one that is thrown leaves the derivative."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.compilers import leave_out

SOURCE = r"""
#include <stdexcept>
#include <vector>

static int alive = 0;
struct Guard {
  Guard() { alive++; }
  ~Guard() { alive--; }
};

static double checked(double v) {
  Guard guard;
  if (v < 0.0) throw std::domain_error("negative input");
  return v * v * v;
}

static double nested(const double *x, int n) {
  std::vector<double> parts;
  for (int i = 0; i < n; i++) {
    try {
      parts.push_back(checked(x[i]));
    } catch (const std::out_of_range &) {
      parts.push_back(0.0);
    } catch (...) {
      throw;
    }
  }
  double sum = 0.0;
  for (double part : parts) sum += part * part;
  return sum;
}

extern "C" double with_fallback(const double *x, int n) {
  try {
    return nested(x, n);
  } catch (const std::exception &) {
    return -1.0;
  }
}

extern "C" double without(const double *x, int n) { return nested(x, n); }
"""

X = np.array([0.5, 1.25, 2.0])
GRADIENT = 6.0 * X**5


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exceptions") / "throws.cpp"
    path.write_text(SOURCE)
    return path


@pytest.mark.parametrize("level", [0, 2])
def test_exceptions_reach_python(source: Path, level: int):
    f = xe.load(source, "with_fallback", optimisation_level=level)
    bad = np.array([0.5, -1.0, 2.0])
    assert np.isclose(f(X, 3), np.sum(X**6))
    assert f(bad, 3) == -1.0
    gradient = xe.grad(f)
    assert np.allclose(gradient(X, 3), GRADIENT)
    assert np.isclose(xe.jvp(f, (X, 3), (np.ones(3), None))[1], GRADIENT.sum())
    # The handler would return a value that does not depend on x: the derivative does not go on with that.
    with pytest.raises(xe.ExecutionError, match="negative input"):
        gradient(bad, 3)
    assert np.allclose(gradient(X, 3), GRADIENT)


def test_an_exception_of_the_program_itself_reaches_python(source: Path):
    f = xe.load(source, "without")
    with pytest.raises(xe.ExecutionError, match="negative input"):
        f(-X, 3)
    assert np.isclose(f(X, 3), np.sum(X**6))


MAIN = r"""
#include <cstdio>
#include <stdexcept>

extern "C" void without_reverse(const double *x, double *dx, int n, double seed, double *value);

int main() {
  double x[3] = {0.5, 1.25, 2.0}, dx[3] = {0.0, 0.0, 0.0}, value;
  without_reverse(x, dx, 3, 1.0, &value);
  std::printf("%.17g %.17g %.17g\n", dx[0], dx[1], dx[2]);
  x[1] = -1.0;
  try {
    without_reverse(x, dx, 3, 1.0, &value);
  } catch (const std::domain_error &error) {
    std::printf("caught %s\n", error.what());
  }
}
"""


def test_exceptions_pass_through_derivatives_in_programs(
    source: Path, tmp_path: Path, request: pytest.FixtureRequest
):
    compiler = shutil.which("clang++-22") or shutil.which("clang++") or shutil.which("g++")
    if compiler is None:
        leave_out("there is no C++ compiler with a C++ library", request)
    derivative, main, program = (tmp_path / name for name in ("d.o", "main.cpp", "main"))
    main.write_text(MAIN)
    ours = Path(sys.executable).with_name("xdsl-enzyme")
    command = [str(ours), "grad", str(source), "without", "--emit=obj", "-o", str(derivative)]
    subprocess.run(command, check=True, capture_output=True)
    subprocess.run([compiler, str(main), str(derivative), "-o", str(program)], check=True)
    process = subprocess.run([str(program)], check=True, capture_output=True, text=True)
    numbers, caught = process.stdout.splitlines()
    assert np.allclose([float(number) for number in numbers.split()], GRADIENT)
    assert caught == "caught negative input"
