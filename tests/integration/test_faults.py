"""Faults of the machine while a program is called from Python: the interpreter stays, and gets an error, where one can go on."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import xdsl_enzyme as xe
from xdsl_enzyme.lowering.fault_guard import can_catch_faults

pytestmark = pytest.mark.skipif(
    not can_catch_faults(), reason="signals are caught on Linux on x86-64 only, as documented"
)

SOURCE = r"""
#include <stdlib.h>

struct node { double value; struct node *next; };

static double nth(const struct node *first, int n) {
  while (n--) first = first->next;
  return first->value;
}

double list(double x, int n) {
  struct node *last = malloc(sizeof *last), *first = malloc(sizeof *first);
  *last = (struct node){x * x, 0};
  *first = (struct node){x, last};
  double value = nth(first, n);
  free(first);
  free(last);
  return value;
}

double divide(double x, int n) { return x * x * (12 / n); }

double deep(double x, int n) {
  volatile double room[64];
  room[n % 64] = x;
  return n ? 1.0 + 0.5 * deep(room[n % 64], n - 1) : x * x;
}
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("faults") / "faults.c"
    path.write_text(SOURCE)
    return path


FAULTS = {
    "list": (1, 3, 6.0, "it followed a null pointer"),
    "divide": (12, 0, 6.0, "it divided an integer by zero"),
    "deep": (1, 100_000_000, 3.0, "it needed more stack than there is"),
}
"""What is right and what is not, the derivative at 3 for the former, and what is said about the latter."""


def calls(f: xe.Function, n: int) -> tuple[Callable[[], object], ...]:
    return (
        lambda: f(3.0, n),
        lambda: xe.grad(f)(3.0, n),
        lambda: xe.jvp(f, (3.0, n), (1.0, None))[1],
    )


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_errors_and_afterwards_all_is_as_before(source: Path, name: str):
    right, wrong, derivative, message = FAULTS[name]
    f = xe.load(source, name)
    _, *derivatives = calls(f, right)
    for call in calls(f, wrong) * 2:
        with pytest.raises(xe.ExecutionError, match=message):
            call()
        assert [one() for one in derivatives] == [derivative] * 2


def test_each_thread_has_its_own_way_out(source: Path):
    gradient = xe.grad(xe.load(source, "divide"))

    def run(n: int) -> str:
        try:
            return str(gradient(3.0, n))
        except xe.ExecutionError as error:
            return str(error.why)

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(run, [12, 0] * 50))
    assert said == ["6.0", "it divided an integer by zero, or the least one by -1"] * 50


def test_with_a_limit_of_memory(source: Path):
    gradient = xe.grad(xe.load(source, "list"), memory="100kB")
    with pytest.raises(xe.ExecutionError, match="null pointer"):
        gradient(3.0, 3)
    assert gradient(3.0, 1) == 6.0


_OUTSIDE = """
import ctypes, os, signal, sys
import xdsl_enzyme as xe
f = xe.load(sys.argv[1], "divide")
assert xe.grad(f)(3.0, 12) == 6.0
{fault}
print("not here")
"""


@pytest.mark.parametrize(
    "fault",
    ["ctypes.string_at(0)", "os.kill(os.getpid(), signal.SIGSEGV)", "ctypes.memset(8, 0, 1)"],
)
def test_faults_outside_of_derivatives_are_left_to_whoever_handled_them_before(
    source: Path, fault: str
):
    command = (sys.executable, "-X", "faulthandler", "-c", _OUTSIDE.format(fault=fault))
    ended = subprocess.run(
        [*command, str(source)], capture_output=True, text=True, check=False, timeout=100
    )
    assert ended.returncode == -11
    assert "Fatal Python error: Segmentation fault" in ended.stderr
    assert "not here" not in ended.stdout


def test_a_shadow_that_is_missing_is_an_error(tmp_path: Path):
    path = tmp_path / "rows.c"
    path.write_text("double f(double **rows) { return rows[0][1] * rows[1][0]; }")
    f = xe.load(path, "f")
    rows, shadows = np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 2))
    addresses = np.array([row.ctypes.data for row in rows], np.uint64)
    known = np.array([row.ctypes.data for row in shadows], np.uint64)
    xe.autodiff(f, xe.Duplicated(addresses, known))
    assert np.array_equal(shadows, [[0.0, 3.0], [2.0, 0.0]])
    with pytest.raises(xe.ExecutionError, match="its derivative lacks a shadow"):
        xe.autodiff(f, xe.Duplicated(addresses, np.zeros_like(known)))
