"""Rust -> LLVM IR, through rustc.

The file is compiled as a library of its own, with the generic code of the standard library that it uses, before any of LLVM's passes;
the program's own optimisation follows in `optimise`::

    x.iter().map(|x| x * x).sum()   -->   the bodies of iter, map, sum and of the closure, and calls between them

A panic ends the program, so that there is no unwinding (`-C panic=abort`).

The compiler is the command in the environment variable ``XDSL_ENZYME_RUSTC`` if set, else a rustc in ``PATH`` whose LLVM IR llvmlite
can read.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.compiler import emit_llvm_ir, found_in_path, llvm_version
from xdsl_enzyme.frontends.linking import link_runtime
from xdsl_enzyme.frontends.optimise import tidied

RUST_SUFFIXES = (".rs",)

OLDEST_LLVM = 15
"""The first version whose IR has opaque pointers only."""

_VERSION = re.compile(r"LLVM version: (\d+)")


def compile_rust(source: Path, flags: Sequence[str] = (), optimisation_level: int = 2) -> str:
    """The LLVM IR of a Rust file, with debug locations, before any of LLVM's passes.

    `flags` go to rustc as they are, behind ours. Raises `ReadError` with rustc's diagnostics if it refuses the file.
    """
    command = [*rust_compiler(), *_flags(optimisation_level), *flags]
    llvm_ir = _with_allocator(emit_llvm_ir("rustc", command, source))
    # From level 2 on, LLVM's own passes do as much, and more.
    return tidied(llvm_ir) if optimisation_level < 2 else llvm_ir


_MANGLED = re.compile(r"_RNv\w*?7___rustc\d+_?(__rust_\w+)")


def _with_allocator(llvm_ir: str) -> str:
    """Programs call the functions of a global allocator, which rustc makes when it links: here that of the system."""
    return link_runtime(_MANGLED.sub(r"\1", llvm_ir), "rust_allocator")


def _flags(optimisation_level: int) -> list[str]:
    """Below level 2 the compiler relies on generic code that the standard library was compiled with, whose bodies we need.

    What it checks in debug builds is checked below level 2, as by default.
    """
    checks = "on" if optimisation_level < 2 else "off"
    return [
        *("--crate-type=lib", "--crate-name=program", "--emit=llvm-ir", "--error-format=short"),
        *("-C", "opt-level=2", "-C", "no-prepopulate-passes", "-C", "codegen-units=1"),
        *("-C", "panic=abort", "-C", f"overflow-checks={checks}"),
        *("-C", f"debug-assertions={checks}", "-g", "--cap-lints=allow"),
        *("-C", "embed-bitcode=no"),
    ]


def rust_compiler() -> list[str]:
    """The command that runs rustc. Raises `EnzymeError` if there is none that will do."""
    if command := os.environ.get("XDSL_ENZYME_RUSTC"):
        return shlex.split(command)
    if rustc := found_in_path(["rustc"], ["--version", "--verbose"], _VERSION, OLDEST_LLVM):
        return [rustc]
    raise EnzymeError(
        "there is no Rust compiler",
        why=f"no rustc with LLVM {OLDEST_LLVM} to {llvm_version()} is in PATH",
        hint="install one (from rustup.rs; on Debian the package rustc-web), or set XDSL_ENZYME_RUSTC",
    )
