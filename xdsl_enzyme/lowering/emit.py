"""Files for others: LLVM IR, object files and shared libraries.

::

    emit_shared_library(write_llvm_ir(module), Path("libgradient.so"))

A file appears whole or not at all: it is written next to its place under another name and then moved there.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from xdsl.dialects.builtin import ModuleOp

from xdsl_enzyme.errors import LoweringError
from xdsl_enzyme.lowering.llvm_ir import write_llvm_ir
from xdsl_enzyme.lowering.optimise import LLVM_LOCK, optimise, target_machine

Source = str | ModuleOp
"""LLVM IR text, or a module that the LLVM IR writer takes."""


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A temporary file next to `path` that takes its place if all goes well."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask() if path.suffix != ".so" else 0o777 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _text(source: Source) -> str:
    return write_llvm_ir(source) if isinstance(source, ModuleOp) else source


def emit_llvm(source: Source, path: Path, level: int | None = None, native: bool = True) -> None:
    """Writes LLVM IR: optimised at `level`, or as it is if that is None."""
    text = _text(source)
    if level is not None:
        with LLVM_LOCK:
            text = str(optimise(text, level, native=native))
    with replacing(path) as temporary:
        temporary.write_text(text)


def emit_object(source: Source, path: Path, level: int = 3, native: bool = True) -> None:
    """Writes an object file. With `native` it needs a CPU like this one."""
    with LLVM_LOCK:
        module = optimise(_text(source), level, native=native)
        code = target_machine(level, native).emit_object(module)
    with replacing(path) as temporary:
        temporary.write_bytes(code)


def c_compiler() -> Sequence[str]:
    """The command of a C compiler: `$CC`, the system's, or the one in the package ziglang."""
    if configured := os.environ.get("CC"):
        return shlex.split(configured)
    for name in ("cc", "clang", "gcc"):
        if (command := shutil.which(name)) is not None:
            return [command]
    if find_spec("ziglang") is not None:
        return [sys.executable, "-m", "ziglang", "cc"]
    raise LoweringError(
        "a shared library needs a linker, and there is no C compiler",
        hint="install one, or the package ziglang: pip install xdsl-enzyme[clang]",
    )


def emit_shared_library(
    source: Source,
    path: Path,
    level: int = 3,
    native: bool = True,
    libraries: Sequence[str] = ("m",),
) -> None:
    """Writes a shared library, linked with `libraries` by the C compiler that is found first."""
    with tempfile.TemporaryDirectory() as directory, replacing(path) as temporary:
        code = Path(directory) / "module.o"
        emit_object(source, code, level, native)
        command = [*c_compiler(), "-shared", "-o", str(temporary), str(code)]
        command += [f"-l{library}" for library in libraries]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode != 0:
            raise LoweringError(
                f"the shared library {path} cannot be linked",
                why=outcome.stderr.strip() or f"'{shlex.join(command)}' failed",
            )
