"""BLAS and LAPACK of a real library, in both modes and both spellings, against dual numbers through a reference implementation."""

from __future__ import annotations

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.integration.blas.harness import LEADING, Spelling, options
from tests.integration.blas.routines import ROUTINES as TESTED
from xdsl_enzyme.rules.blas import SITES
from xdsl_enzyme.rules.blas.routines import ROUTINES

SAMPLES = 2
SOME = frozenset(("dot", "dotu", "gemm", "trsm"))
LIKE_REAL = frozenset(("copy", "swap", "axpy", "trmv", "symm", "syrk", "syr2k", "trtrs"))
"""Nothing is conjugated, or another routine does the same."""


def _names(parity: int, *, lapack: bool) -> frozenset[str]:
    """Every other routine of BLAS, and those of LAPACK or not."""
    return frozenset(
        routine.name
        for number, routine in enumerate(TESTED)
        if (lapack if not routine.has_cblas else number % 2 == parity)
    )


SPELLINGS = {
    "double, Fortran": ("d", False, _names(0, lapack=True)),
    "double, CBLAS": ("d", True, _names(1, lapack=False)),
    "double complex, Fortran": ("z", False, _names(1, lapack=True) - LIKE_REAL),
    "double complex, CBLAS": ("z", True, _names(0, lapack=False) - LIKE_REAL),
    "single, CBLAS": ("s", True, SOME),
    "single complex, Fortran": ("c", False, SOME),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_both_modes(name: str):
    precision, cblas, only = SPELLINGS[name]
    spelling = Spelling(precision, cblas=cblas, only=only)
    tolerance = 2e-4 if spelling.is_single else 1e-10
    for routine in spelling.routines:
        generator = np.random.default_rng(len(routine.name))
        for _ in range(SAMPLES):
            x, weights = spelling.inputs(LEADING, generator)
            chosen = options(routine, generator)
            direction = generator.uniform(-1.0, 1.0, spelling.count)
            expected = spelling.oracle.gradient("objective", [x, weights, chosen])[0]
            value = spelling.oracle.run("objective", [x, weights, chosen]).value
            got, tangent = xe.jvp(spelling.function, (x, weights, chosen), (direction, None, None))
            gradient = xe.grad(spelling.function)(x, weights, chosen)
            where = f"{routine.name} {chosen}"
            scale = max(1.0, np.abs(expected).max())
            assert abs(got - value) < tolerance * max(1.0, abs(value)), where
            assert abs(tangent - expected @ direction) < 10 * tolerance * scale, where
            assert np.abs(gradient - expected).max() < tolerance * scale, where


def test_several_directions():
    """Tangents of several directions lie side by side in memory."""
    spelling = Spelling("d", cblas=False, only=("gemm", "trsm", "dot"))
    generator = np.random.default_rng(5)
    for routine in spelling.routines:
        x, weights = spelling.inputs(LEADING, generator)
        chosen = options(routine, generator)
        expected = spelling.oracle.gradient("objective", [x, weights, chosen])[0]
        jacobian = xe.jacfwd(spelling.function)(x, weights, chosen)
        assert np.abs(jacobian - expected).max() < 1e-10


def test_every_routine_is_tested():
    tested = {one.name for one in TESTED}
    assert {one.name for one in ROUTINES if not one.is_inactive} == tested


def test_spellings():
    """What a few names stand for."""
    for name, routine, precision, is_cblas in (
        ("dgemm_", "gemm", "d", False),
        ("dgemm_64_", "gemm", "d", False),
        ("cblas_sgemm", "gemm", "s", True),
        ("cblas_zdotc_sub", "dotc", "z", True),
        ("scnrm2_", "nrm2", "c", False),
        ("zdscal_", "scal", "z", False),
        ("idamax_", "amax", "d", False),
        ("scipy_cblas_dgemm64_", "gemm", "d", True),
    ):
        site = SITES[name]
        assert (site.routine.name, site.precision) == (routine, precision)
        assert site.library.is_cblas == is_cblas
