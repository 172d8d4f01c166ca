"""The corpus: whole programs in several languages, each with one function to differentiate.

A program is a file `corpus/LANGUAGE/NAME.SUFFIX` that defines ::

    double objective(const double *x, int n)        // with C's calling convention, whatever the language

What a test has to know stands in comments of its own, each in one line:

* ``X: 0.5 1.25 -2``: the point, eight numbers by default;
* ``REFUSED: regex``: what `EnzymeError` says, for a program that is rightly refused; ``REFUSED O0 O1: regex`` if at these levels only;
* ``FLAGS: -std=c++20``: what the program's compiler is told besides;
* ``TOLERANCE: 1e-6``: relative to the largest derivative, where the program itself is not more precise (default 1e-9, or 1e-7 where
  differences are the oracle).
"""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tests.integration.native import compiler as c_compiler
from tests.oracle import Oracle, OracleError
from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.flang import FORTRAN_SUFFIXES, fortran_compiler
from xdsl_enzyme.frontends.load import load_module
from xdsl_enzyme.frontends.rustc import RUST_SUFFIXES, rust_compiler

Vector: TypeAlias = NDArray[np.float64]

DIRECTORY = Path(__file__).parent / "corpus"
DEFAULT_POINT = (0.5, 1.25, -0.75, 2.0, 0.3, -1.5, 0.9, 1.1)
ORACLE_LEVEL = 1
ORACLE_STEPS = 400_000
"""Longer runs take the interpreter too long; differences are the oracle then."""

_HEADER = re.compile(
    r"^\W*(?P<key>X|REFUSED|FLAGS|TOLERANCE)(?P<levels>(?: O[0-3])*): *(?P<value>.*?)(?: *\*/)?$",
    re.M,
)
_LIBRARIES = TemporaryDirectory(prefix="xdsl-enzyme-corpus-")


@dataclass
class Expected:
    """What the derivatives must be, and who says so."""

    gradient: Vector
    oracle: str
    tolerance: float


@dataclass
class CorpusProgram:
    """One file of the corpus."""

    path: Path
    point: Vector
    refused: str | None
    refused_levels: frozenset[int]
    own_tolerance: float | None
    flags: tuple[str, ...]

    @staticmethod
    def read(path: Path) -> CorpusProgram:
        header = {match["key"]: match for match in _HEADER.finditer(path.read_text())}
        refused = header.get("REFUSED")
        return CorpusProgram(
            path,
            np.array(header["X"]["value"].split() if "X" in header else DEFAULT_POINT, float),
            refused["value"].strip() if refused else None,
            frozenset(int(level[1]) for level in refused["levels"].split()) or frozenset(range(4))
            if refused
            else frozenset(),
            float(header["TOLERANCE"]["value"]) if "TOLERANCE" in header else None,
            tuple(header["FLAGS"]["value"].split()) if "FLAGS" in header else (),
        )

    @property
    def name(self) -> str:
        """`language/name`"""
        return f"{self.path.parent.name}/{self.path.stem}"

    @cached_property
    def direction(self) -> Vector:
        """A direction in which the forward derivative is taken."""
        return np.random.default_rng(len(self.name)).uniform(-1.0, 1.0, self.point.shape)

    @cached_property
    def native(self) -> Callable[[Vector], float]:
        """The program as its own compiler compiles it."""
        library = Path(mkdtemp(dir=_LIBRARIES.name)) / f"{self.path.stem}.so"
        command = _native_compiler(self.path.suffix)
        subprocess.run([*command, *self.flags, str(self.path), "-o", str(library)], check=True)
        function = ctypes.CDLL(str(library))["objective"]
        function.restype = ctypes.c_double

        def call(x: Vector) -> float:
            x = np.array(x, float)
            return function(x.ctypes.data_as(ctypes.c_void_p), ctypes.c_int(x.size))

        return call

    @cached_property
    def value(self) -> float:
        """The primal value."""
        return self.native(self.point)

    @cached_property
    def expected(self) -> Expected:
        """The gradient as the dual-number interpreter has it, or else differences of the native program."""
        try:
            oracle = Oracle(self._module(), step_limit=ORACLE_STEPS)
            arguments = [self.point, self.point.size]
            value = oracle.run("objective", arguments).value
            assert np.isclose(value, self.value, rtol=1e-9), (
                f"the oracle's value is {value}, that of the native program {self.value}"
            )
            gradient = oracle.gradient("objective", arguments)[0]
        except (OracleError, EnzymeError) as reason:
            gradient = differences(self.native, self.point)
            return Expected(gradient, f"differences, since: {reason}", self.own_tolerance or 1e-7)
        return Expected(gradient, "the dual-number interpreter", self.own_tolerance or 1e-9)

    def _module(self):
        return load_module(
            self.path,
            flags=self.flags,
            optimisation_level=ORACLE_LEVEL,
            functions=["objective"],
        )


@cache
def programs() -> dict[str, CorpusProgram]:
    """All programs by name."""
    files = (path for path in sorted(DIRECTORY.glob("*/*.*")) if path.suffix in _LANGUAGES)
    return {program.name: program for program in map(CorpusProgram.read, files)}


def _native_compiler(suffix: str) -> list[str]:
    return _LANGUAGES[suffix]()


_SHARED = ("-O1", "-ffp-contract=off", "-shared", "-fPIC")


def _native_c() -> list[str]:
    return [*c_compiler(), *_SHARED, "-lm"]


def _native_cpp() -> list[str]:
    *command, name = c_compiler()
    cpp = "c++" if name == "cc" else name.replace("clang", "clang++")
    return [*command, cpp, *_SHARED]


def _native_fortran() -> list[str]:
    return [*fortran_compiler(), *_SHARED, "-J", _LIBRARIES.name]


def _native_rust() -> list[str]:
    return [*rust_compiler(), "--crate-type=cdylib", "-C", "opt-level=1", "--cap-lints=allow"]


_LANGUAGES: dict[str, Callable[[], list[str]]] = {
    ".c": _native_c,
    ".cpp": _native_cpp,
    **dict.fromkeys(FORTRAN_SUFFIXES, _native_fortran),
    **dict.fromkeys(RUST_SUFFIXES, _native_rust),
}


def differences(function: Callable[[Vector], float], point: Vector) -> Vector:
    """The gradient by central differences of order eight (Fornberg's weights)."""
    weights = (4 / 5, -1 / 5, 4 / 105, -1 / 280)
    gradient = np.zeros_like(point)
    for index in range(point.size):
        step = np.zeros_like(point)
        step[index] = 2.0**-9 * max(1.0, abs(point[index]))
        total = sum(
            weight * (function(point + k * step) - function(point - k * step))
            for k, weight in enumerate(weights, start=1)
        )
        gradient[index] = total / step[index]
    return gradient
