"""The kernels, with inputs by size.

``tiny`` is for tests of the benchmarks themselves and says nothing about speed. What takes several pointers comes in two spellings: ``NAME``, and
``NAME_restrict``, where they are ``restrict``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from benchmarks import adbench, generated
from benchmarks.kernel import Kernel, Sizes, c_kernel
from benchmarks.problem import Problem, Task

TINY = "tiny"

GMM_SIZES: Sizes = {
    TINY: partial(generated.gmm, 3, 2, 4),
    "d2_k5_n1000": partial(adbench.gmm, "gmm_d2_k5_n1000"),
    "d10_k25_n1000": partial(adbench.gmm, "gmm_d10_k25_n1000"),
    "d20_k25_n10000": partial(generated.gmm, 20, 25, 10_000),
    "d64_k25_n1000": partial(generated.gmm, 64, 25, 1000),
}

_ONE_POINTER = (
    c_kernel(
        "lse",
        {
            TINY: partial(generated.lse, 10),
            "n100000": partial(generated.lse, 100_000),
            "n160000": partial(generated.lse, 160_000),
        },
    ),
    c_kernel(
        "fft",
        {
            TINY: partial(generated.fft, 4),
            "n32768": partial(generated.fft, 32_768),
            "n1048576": partial(generated.fft, 1_048_576),
        },
    ),
    c_kernel(
        "taylor",
        {TINY: partial(generated.taylor, 5), "t1000000": partial(generated.taylor, 1_000_000)},
    ),
    c_kernel(
        "least_squares",
        {
            TINY: partial(generated.least_squares, 9, 4),
            "n10000_m32": partial(generated.least_squares, 10_000, 32),
        },
    ),
    c_kernel(
        "determinant",
        {TINY: partial(generated.determinant, 4), "n9": partial(generated.determinant, 9)},
    ),
)

_SEVERAL_POINTERS = (
    c_kernel("gmm", GMM_SIZES),
    c_kernel(
        "lstm",
        {
            TINY: partial(generated.lstm, 2, 4, 3),
            "l2_c1024": partial(adbench.lstm, "lstm_l2_c1024"),
            "l4_c1024": partial(adbench.lstm, "lstm_l4_c1024"),
            "l4_c4096": partial(generated.lstm, 4, 4096, 14),
        },
    ),
    c_kernel(
        "ba",
        {
            TINY: partial(adbench.ba, "ba1", observations=3),
            "p31843": partial(adbench.ba, "ba1"),
        },
        function="residuals",
    ),
    c_kernel(
        "hand",
        {
            TINY: partial(adbench.hand, "ht_simple_1_c100", correspondences=3),
            "c100": partial(adbench.hand, "ht_simple_1_c100"),
        },
        function="residuals",
        by_hand="jacobian",
    ),
    c_kernel(
        "ode",
        {TINY: partial(generated.ode, 3, 2), "g100_s1000": partial(generated.ode, 100, 1000)},
    ),
    c_kernel(
        "rk4_constant",
        {
            TINY: partial(generated.rk4, 3, 2, wrt=(4,)),
            "n1000_s100": partial(generated.rk4, 1000, 100, wrt=(4,)),
        },
        stem="rk4",
        by_hand="initial_gradient",
        peer="gradient",
    ),
    c_kernel(
        "rk4_real",
        {
            TINY: partial(generated.rk4, 3, 2, wrt=(3, 4)),
            "n1000_s100": partial(generated.rk4, 1000, 100, wrt=(3, 4)),
        },
        stem="rk4",
    ),
    c_kernel(
        "euler",
        {TINY: partial(generated.euler, 30), "s100000": partial(generated.euler, 100_000)},
    ),
    c_kernel(
        "brusselator",
        {
            TINY: partial(generated.brusselator, 4),
            "n32": partial(generated.brusselator, 32),
        },
        function="slope",
        by_hand_takes_cotangents=True,
    ),
    c_kernel(
        "dopri5",
        {TINY: partial(generated.dopri5, 0.1), "t10": partial(generated.dopri5, 10.0)},
    ),
    c_kernel(
        "stencil",
        {
            TINY: partial(generated.stencil, 4, 1),
            "n128_s50": partial(generated.stencil, 128, 50),
        },
    ),
    c_kernel(
        "descent",
        {
            TINY: partial(generated.descent, 4, 3),
            "r2000_c2000": partial(generated.descent, 2000, 2000),
        },
    ),
    c_kernel("newton", {TINY: partial(generated.newton, 3), "n50": partial(generated.newton, 50)}),
    c_kernel(
        "nbody",
        {TINY: partial(generated.nbody, 3, 2), "n256_s4": partial(generated.nbody, 256, 4)},
    ),
    c_kernel(
        "net",
        {
            TINY: partial(generated.net, 2, 4, 3, 2),
            "s100_i784_h100_c10": partial(generated.net, 100, 784, 100, 10),
        },
    ),
    c_kernel(
        "kmeans",
        {
            TINY: partial(generated.kmeans, 9, 3, 2),
            "n10000_k10_d8": partial(generated.kmeans, 10_000, 10, 8),
        },
    ),
    c_kernel(
        "kmeans_hessian",
        {
            TINY: partial(generated.kmeans, 9, 3, 2, Task.CURVATURE),
            "n10000_k10_d8": partial(generated.kmeans, 10_000, 10, 8, Task.CURVATURE),
        },
        stem="kmeans",
        by_hand="hessian",
        peer="gradient",
    ),
)


@dataclass(frozen=True)
class Growing:
    """How a kernel's input grows."""

    quantity: str
    make: Callable[[int], Problem]
    sizes: tuple[int, ...]


def _doubled(first: int, times: int) -> tuple[int, ...]:
    return tuple(first << doubling for doubling in range(times + 1))


def _gmm_points(n: int) -> Problem:
    return generated.gmm(10, 25, n)


def _gmm_dimensions(d: int) -> Problem:
    return generated.gmm(d, 25, 200)


def _lstm_steps(c: int) -> Problem:
    return generated.lstm(2, c, 14)


def _ode_steps(steps: int) -> Problem:
    return generated.ode(100, steps)


def _stencil_side(n: int) -> Problem:
    return generated.stencil(n, 20)


def _bodies(n: int) -> Problem:
    return generated.nbody(n, 4)


def _square_matrix(n: int) -> Problem:
    return generated.descent(n, n)


GROWING = {
    "gmm": Growing("points", _gmm_points, _doubled(125, 4)),
    "gmm_restrict": Growing("dimensions", _gmm_dimensions, _doubled(4, 4)),
    "lstm": Growing("length of the sequence", _lstm_steps, _doubled(256, 4)),
    "lse": Growing("numbers", generated.lse, _doubled(10_000, 4)),
    "ode": Growing("steps", _ode_steps, _doubled(250, 4)),
    "euler": Growing("steps", generated.euler, _doubled(12_500, 4)),
    "stencil": Growing("cells along a side", _stencil_side, _doubled(32, 4)),
    "fft": Growing("numbers", generated.fft, _doubled(4096, 4)),
    "nbody": Growing("bodies", _bodies, _doubled(32, 4)),
    "descent": Growing("rows and columns", _square_matrix, _doubled(125, 4)),
    "newton": Growing("unknowns", generated.newton, _doubled(10, 4)),
    "determinant": Growing("rows", generated.determinant, (5, 6, 7, 8, 9)),
}
"""Kernels whose time and memory are measured over the size of their input."""

_LANGUAGES = {
    "cpp": "{}.cpp",
    "fortran": "{}.f90",
    "rust": "{}.rs",
    "numba": "{}_numba.py",
    "mlir": "{}.mlir",
}
"""The names of files in languages other than C."""


def _in_other_languages(kernel: Kernel) -> list[Kernel]:
    return [
        replace(kernel, name=f"{kernel.name}_{language}", file=file.format(kernel.name))
        for language, file in _LANGUAGES.items()
    ]


_IN_C = (
    *_ONE_POINTER,
    *(spelling for plain in _SEVERAL_POINTERS for spelling in (plain, plain.restrict)),
)
_TRANSLATED = ("lse", "descent")

KERNELS = {
    kernel.name: kernel
    for kernel in (
        *_IN_C,
        *(
            other
            for kernel in _IN_C
            if kernel.name in _TRANSLATED
            for other in _in_other_languages(kernel)
        ),
    )
}
