"""What was compiled once is taken from the disk, and only that."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.compilers import need_compiler
from xdsl_enzyme.interop import derivative, program, stored_programs
from xdsl_enzyme.rules import registry

SOURCE = """
#include "power.h"
double f(const double *x, int n, double a) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += a * POWER(x[i]);
  return sum;
}
"""
X = np.array([1.0, 2.0, 3.0])


class Workshop:
    """A program on the disk, and how often its sources are compiled, its IR read and code generated."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch):
        self.source, self.header = directory / "f.c", directory / "power.h"
        self.source.write_text(SOURCE)
        self.header.write_text("#define POWER(x) ((x) * (x))\n")
        self.steps: list[str] = []
        for module, name in (
            (stored_programs, "link_sources"),
            (stored_programs, "read_function"),
            (program, "run_pipeline"),
            (derivative, "compile_module"),
        ):
            monkeypatch.setattr(module, name, self._counted(name, getattr(module, name)))

    def _counted(self, name: str, function: Any) -> Any:
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.steps.append(name)
            return function(*args, **kwargs)

        return counted

    def load(self, **options: Any) -> xe.Function:
        return xe.load(self.source, "f", **options)

    def gradient(self, **options: Any) -> list[float]:
        return xe.grad(self.load(**options))(X, 3, 2.0).tolist()


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setenv("XDSL_ENZYME_CACHE", str(tmp_path / "cache"))
    return Workshop(tmp_path, monkeypatch)


def test_the_second_time_nothing_is_compiled(workshop: Workshop):
    assert workshop.gradient() == [4.0, 8.0, 12.0]
    assert "compile_module" in workshop.steps
    workshop.steps.clear()
    again = workshop.load()
    assert xe.grad(again)(X, 3, 2.0).tolist() == [4.0, 8.0, 12.0]
    assert again.signature == "double f(const double *x, int32_t n, double a)"
    assert workshop.steps == []


def test_all_requests_have_entries_of_their_own(workshop: Workshop):
    def results() -> list[Any]:
        f = workshop.load()
        tangent = xe.jvp(f, (X, 3, 2.0), (np.ones(3), None, 1.0))
        value, (dx, da) = xe.value_and_grad(f, argnums=(0, 2))(X, 3, 2.0)
        product = xe.hvp(f, (X, 3, 2.0), (np.array([1.0, 0.0, 0.0]), None, None))
        return [f(X, 3, 2.0), *tangent, value, *dx, da, *product]

    first = results()
    assert first == [28.0, 28.0, 38.0, 28.0, 4.0, 8.0, 12.0, 14.0, 4.0, 0.0, 0.0]
    workshop.steps.clear()
    assert results() == first
    assert workshop.steps == []


def test_a_changed_header_is_noticed(workshop: Workshop):
    assert workshop.gradient() == [4.0, 8.0, 12.0]
    workshop.header.write_text("#define POWER(x) ((x) * 5.0)\n")
    assert workshop.gradient() == [10.0, 10.0, 10.0]


def test_flags_levels_and_functions_matter(workshop: Workshop):
    workshop.source.write_text(
        SOURCE + "#ifndef K\n#define K 1\n#endif\ndouble g(double x) { return K * x; }"
    )
    g = xe.load(workshop.source, "g")
    assert xe.grad(g)(3.0) == 1.0
    assert xe.grad(xe.load(workshop.source, "g", flags=["-DK=7"]))(3.0) == 7.0
    assert workshop.gradient() == workshop.gradient(optimisation_level=0)


def test_the_ir_can_be_looked_at_all_the_same(workshop: Workshop):
    workshop.gradient()
    workshop.steps.clear()
    f = workshop.load()
    assert "func.func" in str(f.module)
    assert workshop.steps[:2] == ["link_sources", "read_function"]


def test_ir_of_sources_that_have_changed_is_refused(workshop: Workshop):
    workshop.gradient()
    f = workshop.load()
    workshop.source.write_text(SOURCE.replace("a *", "2 * a *"))
    with pytest.raises(xe.ReadError, match="is not what it was"):
        _ = f.module
    assert xe.grad(f)(X, 3, 2.0).tolist() == [4.0, 8.0, 12.0]  # as it was when it was loaded
    assert workshop.gradient() == [8.0, 16.0, 24.0]


def test_damaged_entries_are_made_again(workshop: Workshop, tmp_path: Path):
    workshop.gradient()
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(path.read_bytes()[:-3])
    assert workshop.gradient() == [4.0, 8.0, 12.0]


def test_rules_from_outside_keep_everything_from_the_disk(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    outsiders: set[str] = set()
    monkeypatch.setattr(registry, "_outsiders", outsiders)
    monkeypatch.setattr(registry, "_FUNCTION_RULES", dict(registry.function_rules()))
    registry.scalar_function_rule("not_in_any_library", lambda x: (x,))
    assert outsiders == {__name__}
    workshop.gradient()
    assert not (tmp_path / "cache").exists()


RUN = """
import sys, numpy as np, xdsl_enzyme as xe
print(xe.grad(xe.load(sys.argv[1], "f"))(np.array([1.0, 2.0, 3.0]), 3).tolist())
"""
PROGRAMS = {
    "f.c": """
        #include <math.h>
        double f(const double *x, int n) {
          double sum = 0;
          for (int i = 0; i < n; i++) sum += 2 * exp(log(x[i]) + log(x[i])) / 2;
          return sum;
        }
    """,
    "f.cpp": """
        #include <stdexcept>
        #include <vector>
        extern "C" double f(const double *x, int n) {
          if (n < 1) throw std::invalid_argument("nothing there");
          std::vector<double> squares;
          for (int i = 0; i < n; i++) squares.push_back(x[i] * x[i]);
          double sum = 0;
          for (double square : squares) sum += square;
          return sum;
        }
    """,
    "f.f90": """
        real(8) function f(x, n) bind(c)
          use iso_c_binding
          integer(c_int), value :: n
          real(c_double), intent(in) :: x(n)
          if (n < 1) stop "nothing there"
          f = sum(x**2)
        end function
    """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_libraries_of_languages_are_loaded_in_a_new_process(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
):
    need_compiler(name, request)
    monkeypatch.setenv("XDSL_ENZYME_CACHE", str(tmp_path / "cache"))
    source = tmp_path / name
    source.write_text(PROGRAMS[name])
    for _ in range(2):
        command = [sys.executable, "-c", RUN, str(source)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert json.loads(done.stdout) == pytest.approx([2.0, 4.0, 6.0])
    assert len(list((tmp_path / "cache").iterdir())) == (3 if name.endswith("f90") else 4)
