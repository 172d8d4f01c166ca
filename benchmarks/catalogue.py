"""The kernels: source, function, gradient by hand, and inputs by size.

``tiny`` is for tests of the benchmarks themselves and says nothing about speed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import adbench, generated
from benchmarks.problem import Problem

ROOT = Path(__file__).parent
TINY = "tiny"


@dataclass(frozen=True)
class Kernel:
    """A C function that is differentiated."""

    name: str
    function: str
    sizes: Mapping[str, Callable[[], Problem]]
    by_hand: str
    """The C function in `peers` that computes value and gradient, in a file of the same name."""

    @property
    def source(self) -> Path:
        """The C file."""
        return ROOT / "kernels" / f"{self.name}.c"

    @property
    def source_by_hand(self) -> Path:
        """The C file with the gradient by hand."""
        return ROOT / "peers" / f"{self.by_hand}.c"


GMM_SIZES: Mapping[str, Callable[[], Problem]] = {
    "d2_k5_n1000": partial(adbench.gmm, "gmm_d2_k5_n1000"),
    "d10_k25_n1000": partial(adbench.gmm, "gmm_d10_k25_n1000"),
}

KERNELS = {
    kernel.name: kernel
    for kernel in (
        Kernel("gmm", "gmm_objective", GMM_SIZES, "gmm_gradient"),
        Kernel("gmm_restrict", "gmm_objective_restrict", GMM_SIZES, "gmm_gradient"),
        Kernel(
            "lstm",
            "lstm_objective",
            {
                "l2_c1024": partial(adbench.lstm, "lstm_l2_c1024"),
                "l4_c1024": partial(adbench.lstm, "lstm_l4_c1024"),
            },
            "lstm_gradient",
        ),
        Kernel(
            "ba",
            "ba_residuals",
            {
                TINY: partial(adbench.ba, "ba1", observations=3),
                "p31843": partial(adbench.ba, "ba1"),
            },
            "ba_gradient",
        ),
        Kernel(
            "lse",
            "lse_objective",
            {TINY: partial(generated.lse, 10), "n100000": partial(generated.lse, 100_000)},
            "lse_gradient",
        ),
        Kernel(
            "ode",
            "ode_objective",
            {
                TINY: partial(generated.ode, 3, 2),
                "g100_s1000": partial(generated.ode, 100, 1000),
            },
            "ode_gradient",
        ),
        Kernel(
            "stencil",
            "stencil_objective",
            {
                TINY: partial(generated.stencil, 4, 1),
                "n128_s50": partial(generated.stencil, 128, 50),
            },
            "stencil_gradient",
        ),
        Kernel(
            "descent",
            "descent_objective",
            {
                TINY: partial(generated.descent, 4, 3),
                "r500_c500": partial(generated.descent, 500, 500),
            },
            "descent_gradient",
        ),
        Kernel(
            "fft",
            "fft_objective",
            {TINY: partial(generated.fft, 4), "n16384": partial(generated.fft, 16_384)},
            "fft_gradient",
        ),
    )
}
