"""Fortran -> LLVM IR, through flang.

Flang's own optimisation always runs: it turns array expressions, `sum`, `matmul` and the like into loops, which have derivatives, where
it would call its library otherwise. LLVM's passes don't run; the program's own optimisation follows in `optimise`::

    y = sum(a * b)   -->   a loop over getelementptr, load, fmul, fadd      (and not a call of `_FortranASumReal8`)

The compiler is the command in the environment variable ``XDSL_ENZYME_FC`` if set, else a flang in ``PATH`` whose LLVM IR llvmlite can
read.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.compiler import emit_llvm_ir, found_in_path, llvm_version
from xdsl_enzyme.frontends.fortran_tags import with_integer_tags

FORTRAN_SUFFIXES = (".f90", ".f95", ".f03", ".f08", ".f", ".for", ".F90", ".F95", ".F")

OLDEST_FLANG = 20
"""The first version with the names of the run-time library that are known here."""

_VERSION = re.compile(r"flang(?:-new)? version (\d+)")


def compile_fortran(
    source: Path,
    flags: Sequence[str] = (),
    optimisation_level: int = 2,
    *,
    modules: str,
) -> str:
    """The LLVM IR of a Fortran file, with debug locations, before any of LLVM's passes.

    `modules` is a directory, for flang to tell other sources about the modules in this one, and to learn about theirs.
    `flags` go to flang as they are, behind ours. Raises `ReadError` with flang's diagnostics if it refuses the file.
    """
    command = [*fortran_compiler(), *_flags(optimisation_level), "-J", modules, *flags]
    return with_integer_tags(emit_llvm_ir("flang", command, source))


def _flags(optimisation_level: int) -> list[str]:
    """There is no flag to leave out LLVM's passes; that the first zero of them run is one that is meant for debugging."""
    return [
        *("-S", "-emit-llvm", "-g", f"-O{max(optimisation_level, 1)}"),
        *("-mllvm", "-opt-bisect-limit=0", "-mllvm", "-opt-bisect-verbose=0"),
    ]


def fortran_compiler() -> list[str]:
    """The command that runs flang. Raises `EnzymeError` if there is none that will do."""
    if command := os.environ.get("XDSL_ENZYME_FC"):
        return shlex.split(command)
    versions = range(llvm_version(), OLDEST_FLANG - 1, -1)
    names = ["flang", "flang-new", *(f"flang-{version}" for version in versions)]
    if flang := found_in_path(names, ["--version"], _VERSION, OLDEST_FLANG):
        return [flang]
    raise EnzymeError(
        "there is no Fortran compiler",
        why=f"no flang {OLDEST_FLANG} to {llvm_version()} is in PATH",
        hint="install one (on Debian and Ubuntu the package flang-22), or set XDSL_ENZYME_FC",
    )
