"""C and C++ -> LLVM IR, through clang.

The IR is what clang makes of the source before any pass has run, but made so that passes may run; the program's own
optimisation follows in `optimise`::

    compile_to_llvm_ir(Path("f.c"), ["-DN=4"])  -->  'define double @f(double noundef %x) ...'

The compiler is the command in the environment variable ``XDSL_ENZYME_CC`` if set, else a clang in ``PATH`` whose LLVM IR
llvmlite can read, else the one in the package `ziglang`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from xdsl_enzyme.errors import EnzymeError, ReadError
from xdsl_enzyme.frontends.compiler import emit_llvm_ir, found_in_path, llvm_version

C_SUFFIXES = (".c",)
CPP_SUFFIXES = (".cc", ".cpp", ".cxx", ".C")

OLDEST_CLANG = 15
"""The first version whose IR has opaque pointers only."""

ZIG_FINDS_NO_LIBC = "failed to find libc installation"
"""
What zig says where it can't read all directories that the system's compiler (or `$CC`) looks for headers in. It has a C library of its own, which
it takes by itself only where there is no other.
"""
ZIG_LIBC = ("-target", "native-linux-gnu")
"""Flags for that library."""

_VERSION = re.compile(r"clang version (\d+)")
_ZIG_TRIPLE = re.compile(
    r'^target triple = "(\w+)-unknown-linux[\d.]*-(gnu|musl)(\w*?)[\d.]*"$', re.MULTILINE
)


def compile_to_llvm_ir(source: Path, flags: Sequence[str] = (), optimisation_level: int = 2) -> str:
    """The LLVM IR of a C or C++ file, with debug locations and names, before any pass.

    `flags` go to clang as they are, behind ours. Raises `ReadError` with clang's diagnostics if it refuses the file.
    """
    command = clang_command(cpp=source.suffix in CPP_SUFFIXES)
    arguments = [*_flags(optimisation_level), *flags]
    try:
        return normalised(emit_llvm_ir("clang", [*command, *arguments], source))
    except ReadError as error:
        if error.why is None or ZIG_FINDS_NO_LIBC not in error.why:
            raise
    return normalised(emit_llvm_ir("clang", [*command, *ZIG_LIBC, *arguments], source))


def normalised(llvm_ir: str) -> str:
    """The LLVM IR of zig's clang with the target as everyone else writes it."""
    return _ZIG_TRIPLE.sub(r'target triple = "\1-unknown-linux-\2\3"', llvm_ir)


def _flags(optimisation_level: int) -> list[str]:
    """IR that passes may optimise, but none has; and without the modelling of `errno`, which nothing here keeps."""
    flags = ["-S", "-emit-llvm", "-g", f"-O{optimisation_level}", "-Xclang", "-disable-llvm-passes"]
    if optimisation_level == 0:
        flags += ["-Xclang", "-disable-O0-optnone"]
    # Without a directory to be relative to, debug information names files as they were named to us.
    flags += ["-fdebug-compilation-dir=."]
    return [*flags, "-fno-discard-value-names", "-fno-math-errno", "-Qunused-arguments"]


def clang_command(*, cpp: bool) -> list[str]:
    """The command of the compiler for C or C++. Raises `EnzymeError` if there is none that will do."""
    mode = ["--driver-mode=g++"] if cpp else []
    if command := os.environ.get("XDSL_ENZYME_CC"):
        return [*shlex.split(command), *mode]
    if clang := _clang_in_path():
        return [clang, *mode]
    if find_spec("ziglang") is not None:
        # Zig's defaults are sanitised code for this very machine.
        return [
            *(sys.executable, "-m", "ziglang", "c++" if cpp else "cc"),
            *("-fno-sanitize=all", "-fomit-frame-pointer", "-mcpu=baseline"),
        ]
    raise EnzymeError(
        "there is no C compiler",
        why=f"no clang {OLDEST_CLANG} to {llvm_version()} is in PATH",
        hint="run 'pip install xdsl-enzyme[clang]', or set XDSL_ENZYME_CC",
    )


def clang_identity() -> tuple[object, ...]:
    """What decides which compiler runs and what it is told besides the flags, found out without running it."""
    command = os.environ.get("XDSL_ENZYME_CC")
    names = shlex.split(command)[:1] if command else _clang_names()
    zig = find_spec("ziglang")
    origins = [shutil.which(name) for name in names] + [zig.origin if zig else None]
    files = [(origin, os.stat(origin).st_mtime_ns) for origin in origins if origin is not None]
    return command, files, [os.environ.get(name) for name in _SEARCH_PATHS]


_SEARCH_PATHS = ("CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH")


def _clang_in_path() -> str | None:
    """The first clang in PATH whose IR llvmlite can read."""
    return found_in_path(_clang_names(), ["--version"], _VERSION, OLDEST_CLANG)


def _clang_names() -> list[str]:
    versions = range(llvm_version(), OLDEST_CLANG - 1, -1)
    return ["clang", *(f"clang-{version}" for version in versions)]
