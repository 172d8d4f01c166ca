"""What a kernel is: a function of a source file, and the same derivative by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import numba_ir
from benchmarks.problem import Problem

ROOT = Path(__file__).parent

Sizes = Mapping[str, Callable[[], Problem]]
"""How to make the inputs, by the name of the size."""

_NOT_COMPILED_BY_US = (".mlir", numba_ir.SUFFIX)


@dataclass(frozen=True)
class Kernel:
    """A function that is differentiated."""

    name: str
    sizes: Sizes
    function: str
    """In the source file."""
    by_hand: str
    """The C function in `peers` that computes value and derivative."""
    file: str
    """In `kernels`."""
    file_by_hand: str
    """In `peers`."""
    by_hand_takes_cotangents: bool = False
    is_restrict: bool = False
    """Whether the pointers of the function are ``restrict``: the sources in C say it, and for the plain spelling the word is defined as nothing."""

    @property
    def source(self) -> Path:
        """The source file."""
        return ROOT / "kernels" / self.file

    @property
    def source_by_hand(self) -> Path:
        """The C file with the gradient by hand."""
        return ROOT / "peers" / self.file_by_hand

    @property
    def is_c(self) -> bool:
        """Whether other tools for C can take it."""
        return self.source.suffix == ".c"

    @property
    def needs_numba(self) -> bool:
        """Whether numba has to make LLVM IR of it first."""
        return self.source.suffix == numba_ir.SUFFIX

    @property
    def takes_c_flags(self) -> bool:
        """Whether the compiler has the options of C compilers."""
        return self.source.suffix in (".c", ".cpp", ".f90")

    @property
    def is_compiled_from_source(self) -> bool:
        """Whether a compiler makes native code of it without us."""
        return self.source.suffix not in _NOT_COMPILED_BY_US

    @property
    def defines(self) -> tuple[str, ...]:
        """Flags for the source."""
        return ("-Drestrict=",) if self.is_c and not self.is_restrict else ()

    @property
    def restrict(self) -> Kernel:
        """The other spelling."""
        return replace(self, name=f"{self.name}_restrict", is_restrict=True)


def c_kernel(
    name: str,
    sizes: Sizes,
    *,
    stem: str = "",
    function: str = "objective",
    by_hand: str = "gradient",
    peer: str = "",
    by_hand_takes_cotangents: bool = False,
) -> Kernel:
    """
    A kernel in C: `stem` is what the names of functions and files begin with if that is not the kernel's own name, and `peer` what the file of the
    derivative by hand ends with if that is not the function's.
    """
    stem = stem or name
    return Kernel(
        name,
        sizes,
        function=f"{stem}_{function}",
        by_hand=f"{stem}_{by_hand}",
        file=f"{stem}.c",
        file_by_hand=f"{stem}_{peer or by_hand}.c",
        by_hand_takes_cotangents=by_hand_takes_cotangents,
    )
