"""Inputs that are made on the spot, always the same ones."""

from __future__ import annotations

import numpy as np

from benchmarks.problem import Problem


def lse(n: int) -> Problem:
    """``lse_objective``."""
    return Problem((n, np.random.default_rng(1).normal(size=n)), wrt=(1,))


def descent(rows: int, columns: int) -> Problem:
    """``descent_objective``."""
    generator = np.random.default_rng(2)
    matrix = generator.normal(size=(rows, columns))
    x, y = generator.normal(size=columns), generator.normal(size=rows)
    return Problem((rows, columns, matrix, x, y), wrt=(2, 3, 4))


def fft(n: int) -> Problem:
    """``fft_objective``, for a power of two."""
    return Problem((n, np.random.default_rng(3).normal(size=(n, 2))), wrt=(1,))


def stencil(n: int, steps: int) -> Problem:
    """``stencil_objective``: a plate of random temperatures."""
    before = np.random.default_rng(4).uniform(size=(n, n))
    return Problem((n, steps, 0.1, 0.3, before, before.copy()), wrt=(4, 5))


def ode(g: int, steps: int) -> Problem:
    """``ode_objective``: the Brusselator where it oscillates, from a random start."""
    initial = 1.0 + np.random.default_rng(5).uniform(size=(2, g))
    return Problem((g, steps, 0.01, np.array([1.0, 3.0, 0.2]), initial), wrt=(3, 4))
