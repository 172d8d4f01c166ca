"""Loads `cases.c` against the library that scipy brings, and, for the oracle, against the reference implementation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import scipy

import xdsl_enzyme as xe
from tests.integration.blas.routines import source
from tests.oracle import Oracle
from xdsl_enzyme.frontends.load import load_module

HERE = Path(__file__).parent
SIZE = 64
_DIRECTORY = TemporaryDirectory(prefix="xdsl-enzyme-blas-")


@cache
def _load_openblas() -> None:
    (path,) = (Path(scipy.__file__).parents[1] / "scipy.libs").glob("libscipy_openblas-*")
    xe.load_library(path)


class Spelling:
    """All routines in one precision, as Fortran or as CBLAS has them."""

    def __init__(self, precision: str, *, cblas: bool):
        self.parts = 2 if precision in "cz" else 1
        self.is_single = precision in "sc"
        self._cblas = cblas
        directory = Path(_DIRECTORY.name) / f"{precision}{int(cblas)}"
        directory.mkdir()
        declarations, calls = source(precision, cblas=cblas)
        (directory / "declarations.h").write_text(declarations)
        (directory / "calls.h").write_text(calls)
        spelling = "-DC(x)=scipy_cblas_##x" if cblas else "-DF(x)=scipy_##x##_"
        self._flags = [
            f"-I{HERE}",
            f"-I{directory}",
            f"-DR={'float' if self.is_single else 'double'}",
            f"-DP={self.parts}",
            spelling,
        ]
        _load_openblas()
        self.function = xe.load(HERE / "cases.c", "objective", flags=self._flags)
        reference = load_module(
            HERE / "cases.c",
            flags=[*self._flags, "-DREFERENCE", "-ffp-contract=off"],
            optimisation_level=0,
        )
        self.oracle = Oracle(reference)

    @property
    def count(self) -> int:
        """How many numbers go in."""
        return (2 + 3 * SIZE) * self.parts

    def inputs(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Random numbers, in matrices that are well conditioned whatever part of them is looked at."""
        generator = np.random.default_rng(seed)
        x = generator.uniform(-1.0, 1.0, self.count)
        weights = generator.uniform(-1.0, 1.0, 2 + 3 * SIZE * self.parts)
        return x, weights
