"""Inputs that are made on the spot, always the same ones."""

from __future__ import annotations

import numpy as np

from benchmarks.problem import Problem, Task


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


def gmm(d: int, k: int, n: int) -> Problem:
    """``gmm_objective``: points, and a mixture that has nothing to do with them."""
    generator = np.random.default_rng(6)
    parameters = [
        generator.normal(size=shape) for shape in ((k,), (k, d), (k, d), (k, d * (d - 1) // 2))
    ]
    return Problem((d, k, n, *parameters, generator.normal(size=(n, d)), 1.0, 0), wrt=(3, 4, 5, 6))


def lstm(layers: int, c: int, b: int) -> Problem:
    """``lstm_objective``, with a sequence of vectors of bits, as of characters."""
    generator = np.random.default_rng(7)
    main, extra = generator.normal(size=(2 * layers, 4 * b)), generator.normal(size=(3, b))
    sequence = generator.integers(0, 2, size=(c, b)).astype(np.float64)
    state = generator.normal(size=(2 * layers, b))
    return Problem((layers, c, b, main, extra, state, sequence), wrt=(3, 4))


def euler(steps: int) -> Problem:
    """``euler_objective``: some rounds of the oscillator."""
    parameters, initial = np.array([1.5, 1.0]), np.array([2.0, 0.0])
    return Problem((steps, 0.001, parameters, initial), wrt=(2, 3))


def brusselator(n: int) -> Problem:
    """``brusselator_slope``, with cotangents of one."""
    state = 1.0 + np.random.default_rng(8).uniform(size=(2, n, n))
    slope = np.zeros_like(state)
    parameters = np.array([3.4, 1.0, 10.0])
    return Problem(
        (n, 2.1, parameters, state, slope), wrt=(2, 3), sweeps=({4: np.ones_like(slope)},)
    )


def dopri5(end: float) -> Problem:
    """``dopri5_objective``, on the way to Lorenz's attractor."""
    parameters, initial = np.array([10.0, 28.0, 8.0 / 3.0]), np.array([1.0, 2.0, 20.0])
    return Problem((end, 1e-9, parameters, initial), wrt=(2, 3))


def rk4(n: int, steps: int, wrt: tuple[int, ...]) -> Problem:
    """``rk4_objective``, up to time 2."""
    generator = np.random.default_rng(9)
    rates, initial = generator.uniform(size=n), generator.uniform(size=n)
    return Problem((n, steps, 2.0 / steps, rates, initial), wrt)


def taylor(terms: int) -> Problem:
    """``taylor_objective`` in the middle of where the series converges."""
    return Problem((terms, np.array([0.5])), wrt=(1,))


def newton(n: int) -> Problem:
    """``newton_objective``."""
    generator = np.random.default_rng(10)
    matrix = generator.normal(size=(n, n)) + 2.0 * n * np.eye(n)
    return Problem((n, matrix, n * generator.normal(size=n)), wrt=(1, 2))


def nbody(n: int, steps: int) -> Problem:
    """``nbody_objective``: a cloud of bodies."""
    generator = np.random.default_rng(11)
    masses = generator.uniform(size=n) / n
    positions, velocities = (generator.normal(size=(n, 3)) for _ in range(2))
    return Problem((n, steps, 0.01, masses, positions, velocities), wrt=(3, 4, 5))


def net(samples: int, inputs: int, hidden: int, classes: int) -> Problem:
    """``net_objective``, in single precision."""
    generator = np.random.default_rng(12)
    shapes = ((hidden, inputs), (hidden,), (classes, hidden), (classes,))
    weights = [(0.1 * generator.normal(size=shape)).astype(np.float32) for shape in shapes]
    data = generator.uniform(size=(samples, inputs)).astype(np.float32)
    labels = generator.integers(0, classes, size=samples).astype(np.int32)
    return Problem((samples, inputs, hidden, classes, *weights, data, labels), wrt=(4, 5, 6, 7))


def least_squares(n: int, m: int) -> Problem:
    """``least_squares_objective``."""
    return Problem((n, m, np.random.default_rng(13).normal(size=m)), wrt=(2,))


def kmeans(n: int, k: int, d: int, task: Task = Task.ROWS) -> Problem:
    """``kmeans_objective``, with some of the points as centroids."""
    points = np.random.default_rng(14).normal(size=(n, d))
    return Problem((n, k, d, points, points[:k].copy()), wrt=(4,), task=task)


def determinant(n: int) -> Problem:
    """``determinant_objective``."""
    return Problem((n, np.random.default_rng(15).normal(size=(n, n))), wrt=(1,))
