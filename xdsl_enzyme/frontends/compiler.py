"""What all compilers in front of us have in common: they are looked for, run, and their errors shown.

A compiler is the command in an environment variable if that is set, else the first in ``PATH`` whose LLVM IR llvmlite can read::

    found_in_path(["clang", "clang-22"], ["--version"], re.compile(r"clang version (\\d+)"), oldest=15)  -->  "/usr/bin/clang"
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from llvmlite import binding

from xdsl_enzyme.errors import EnzymeError, ReadError

_DIAGNOSTIC = re.compile(
    r"^(?P<where>.+?:\d+:\d+): (?:fatal )?error(?:\[E\d+\])?: (?P<message>.*)$", re.MULTILINE
)
"""What clang and flang write, and rustc with `--error-format=short`."""


def llvm_version() -> int:
    """The major version of the LLVM that reads what compilers write."""
    return binding.llvm_version_info[0]


def found_in_path(
    names: Sequence[str], arguments: Sequence[str], version: re.Pattern[str], oldest: int
) -> str | None:
    """
    The first of the commands `names` whose LLVM is of version `oldest` or newer, and can be read here. `version` finds the version
    in what the command prints when called with `arguments`.
    """
    search_path = os.environ.get("PATH", os.defpath)
    return _found_in_path(tuple(names), tuple(arguments), version, oldest, search_path)


@cache
def _found_in_path(
    names: tuple[str, ...],
    arguments: tuple[str, ...],
    version: re.Pattern[str],
    oldest: int,
    search_path: str,
) -> str | None:
    for name in names:
        if (path := shutil.which(name, path=search_path)) is None:
            continue
        match = version.search(run([path, *arguments]).stdout)
        if match and oldest <= int(match[1]) <= llvm_version():
            return path
    return None


def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a compiler and keep what it prints. Raises `EnzymeError` if it can't be run at all."""
    try:
        return subprocess.run(
            command, capture_output=True, text=True, errors="replace", check=False
        )
    except OSError as error:
        raise EnzymeError(f"cannot run the compiler '{command[0]}'", why=str(error)) from None


def emit_llvm_ir(compiler: str, command: Sequence[str], source: Path) -> str:
    """
    The LLVM IR that `command`, with the source and ``-o FILE`` behind it, writes. Raises `ReadError` with the compiler's
    diagnostics if it refuses the source; `compiler` is its name there.
    """
    with tempfile.TemporaryDirectory() as directory:
        output = Path(directory) / "module.ll"
        process = run([*command, str(source), "-o", str(output)])
        if process.returncode != 0:
            raise _diagnose(compiler, source, process.stderr)
        return output.read_text()


def _diagnose(compiler: str, source: Path, output: str) -> ReadError:
    """The first errors that the compiler reports."""
    errors = list(_DIAGNOSTIC.finditer(output))
    if not errors:
        return ReadError(f"{compiler} cannot compile '{source}'", why=output.strip() or "it failed")
    messages = [errors[0]["message"], *(error[0] for error in errors[1:3])]
    return ReadError(
        f"{compiler} cannot compile '{source.name}'",
        where=errors[0]["where"],
        why="\n  ".join(messages),
    )
