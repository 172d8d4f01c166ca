"""Loads `cases.c` against the library that scipy brings, and, for the oracle, against the reference implementation."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import numpy as np
import scipy
from numpy.typing import NDArray

import xdsl_enzyme as xe
from tests.integration.blas.routines import NUMBERS, ROUTINES, Routine, source
from tests.oracle import Oracle
from xdsl_enzyme.frontends.load import load_module

HERE = Path(__file__).parent
SIZE = 64

_DIRECTORY = TemporaryDirectory(prefix="xdsl-enzyme-blas-")


@cache
def load_openblas() -> None:
    """Once per process."""
    (path,) = (Path(scipy.__file__).parents[1] / "scipy.libs").glob("libscipy_openblas-*")
    xe.load_library(path)


class Spelling:
    """All routines in one precision, as Fortran or as CBLAS has them."""

    def __init__(self, precision: str, *, cblas: bool, only: Collection[str] | None = None):
        self.precision = precision
        self.parts = 2 if precision in "cz" else 1
        self.is_single = precision in "sc"
        self.routines = [
            routine
            for routine in ROUTINES
            if precision in routine.precisions
            and (routine.has_cblas or not cblas)
            and (only is None or routine.name in only)
        ]
        directory = Path(mkdtemp(dir=_DIRECTORY.name))
        declarations, calls = source(self.routines, precision, cblas=cblas)
        (directory / "declarations.h").write_text(declarations)
        (directory / "calls.h").write_text(calls)
        spelling = "-DC(x)=scipy_cblas_##x" if cblas else "-DF(x)=scipy_##x##_"
        flags = [
            # At -O0 and in the reference, too: one multiplication is one operation.
            "-ffp-contract=off",
            f"-I{HERE}",
            f"-I{directory}",
            f"-DR={'float' if self.is_single else 'double'}",
            f"-DP={self.parts}",
            spelling,
        ]
        load_openblas()
        self.function = xe.load(HERE / "cases.c", "objective", flags=flags)
        reference = load_module(
            HERE / "cases.c",
            flags=[*flags, "-DREFERENCE"],
            optimisation_level=0,
        )
        self.oracle = Oracle(reference)

    @property
    def count(self) -> int:
        """How many numbers go in."""
        return (2 + 3 * SIZE) * self.parts

    def inputs(self, leading: int, generator: np.random.Generator) -> tuple[Numbers, Numbers]:
        """Two scalars and three matrices that can be factorised and divided by, whatever part is looked at; and weights."""
        x = generator.uniform(-1.0, 1.0, self.count)
        weights = generator.uniform(-1.0, 1.0, 2 + 3 * SIZE * self.parts)
        for block in range(3):
            start = (2 + block * SIZE) * self.parts
            for i in range(leading):
                x[start + i * (leading + 1) * self.parts] += 5.0
        return x, weights


def options(routine: Routine, generator: np.random.Generator) -> NDArray[np.int32]:
    """Random sizes, options and increments that the routine takes."""
    symmetric = {"syrk": "NT", "syr2k": "NT", "herk": "NC", "her2k": "NC"}
    letters = [symmetric.get(routine.name, "NTC"), "NTC", "UL", "NU", "LR"]
    chosen = [ord(generator.choice(list(one))) for one in letters]
    sizes = generator.integers(1, 5, 3).tolist()
    # Routines of one vector do nothing, or each their own, if its increment is negative.
    increments = [1, 2] if routine.name in ("asum", "nrm2", "scal") else [1, 2, -2]
    numbers = [
        NUMBERS[routine.name],
        *chosen,
        *sizes,
        generator.choice(increments),
        generator.choice([1, 3, -1]),
        LEADING,
        generator.choice([101, 102]),
    ]
    return np.array(numbers, dtype=np.int32)


LEADING = 6
Numbers = NDArray[np.float64]
