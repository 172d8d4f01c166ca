"""Sources that their own compilers make a shared library of."""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.flags import Flags
from xdsl_enzyme.frontends.flang import FORTRAN_SUFFIXES, fortran_compiler
from xdsl_enzyme.frontends.rustc import RUST_SUFFIXES, rust_compiler


class SharedLibrary:
    """A library that has been loaded into the process."""

    def __init__(self, command: Sequence[str]):
        """`command` is that of a compiler, but for where the library goes. Raises `RuntimeError` with what the compiler says against it."""
        with TemporaryDirectory() as directory:
            file = Path(directory) / "library.so"
            done = subprocess.run(
                [*command, "-o", str(file)], capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise RuntimeError(f"{' '.join(command)}:\n{done.stderr}")
            self._library = ctypes.CDLL(str(file))

    def address(self, name: str) -> int:
        """The address of a function that the library exports."""
        return ctypes.cast(self._library[name], ctypes.c_void_p).value or 0


def fortran_command(source: Path, flags: Flags) -> list[str]:
    """To compile Fortran at O3."""
    native = ["-march=native"] if flags.native else []
    return [
        *(*fortran_compiler(), "-O3", "-shared", "-fPIC"),
        *(*native, *flags.for_compiler, str(source)),
    ]


def rust_command(source: Path, flags: Flags) -> list[str]:
    """To compile Rust at O3; it has no fast-math."""
    native = ["-C", "target-cpu=native"] if flags.native else []
    return [
        *(*rust_compiler(), "--crate-type=cdylib", "--crate-name=kernel"),
        *("-C", "opt-level=3", "-C", "panic=abort", *native, str(source)),
    ]


COMMANDS: dict[str, Callable[[Path, Flags], list[str]]] = {
    **dict.fromkeys(FORTRAN_SUFFIXES, fortran_command),
    **dict.fromkeys(RUST_SUFFIXES, rust_command),
}
"""By suffix, for languages whose IR needs more than LLVM to become a program."""
