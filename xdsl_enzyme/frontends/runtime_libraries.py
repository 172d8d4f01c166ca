"""The run-time libraries of languages: what compiled programs call and neither they nor the C library define.

A C program brings none. A Fortran program calls flang's library to print, to stop and to sort out descriptors; a Rust program calls the
standard library to panic, to print and to format::

    declare void @_FortranAStopStatement(...)                           flang's library is made a shared one, and loaded
    declare void @_RNvNtCs..._4core9panicking18panic_bounds_check(...)  libstd-*.so, or one that is made, is loaded

They are loaded into this process, where the JIT finds them. A program whose compiler is not there can still be read; if it is to run,
what is missing is reported then.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from llvmlite import binding

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.compiler import run
from xdsl_enzyme.frontends.flang import fortran_compiler
from xdsl_enzyme.frontends.rustc import rust_compiler


def load_runtime_libraries(undefined: Iterable[str]) -> None:
    """Load what the symbols that a program doesn't define show that it needs."""
    missing = list(undefined)
    for symbol, load in _RUNTIMES.items():
        if any(map(symbol.match, missing)):
            load()


@cache
def _load_fortran() -> None:
    try:
        library = _shared_fortran_library()
    except EnzymeError:
        return
    if library is not None:
        binding.load_library_permanently(str(library))


_MADE = tempfile.TemporaryDirectory(prefix="xdsl-enzyme-")
"""Where libraries are that had to be linked. They are needed as long as the process lives."""


def _shared_fortran_library() -> Path | None:
    """Flang's library comes as an archive. Flang says where it is when it is asked how it would link."""
    empty, library = Path(_MADE.name) / "empty.f90", Path(_MADE.name) / "libfortran.so"
    empty.touch()
    plan = run([*fortran_compiler(), "-shared", "-###", str(empty)]).stderr
    arguments = shlex.split(plan.splitlines()[-1]) if plan.strip() else []
    directories = [one[2:] for one in arguments if one.startswith("-L")]
    candidates = [Path(one, name) for one in directories for name in _FORTRAN_LIBRARIES]
    candidates += [Path(one) for one in arguments if Path(one).name in _FORTRAN_LIBRARIES]
    archive = next((one for one in candidates if one.is_file()), None)
    if archive is None:
        return None
    whole = ["-Wl,--whole-archive", str(archive), "-Wl,--no-whole-archive"]
    linked = run([*fortran_compiler(), "-shared", *whole, "-o", str(library)])
    return library if linked.returncode == 0 else None


_FORTRAN_LIBRARIES = ("libflang_rt.runtime.a", "libFortranRuntime.a")


@cache
def _load_rust() -> None:
    try:
        directory = run([*rust_compiler(), "--print", "target-libdir"]).stdout.strip()
        libraries = sorted(Path(directory).glob("libstd-*.so")) or _shared_rust_library()
    except EnzymeError:
        return
    for library in libraries:
        binding.load_library_permanently(str(library))


def _shared_rust_library() -> list[Path]:
    """Debian's Rust has no shared standard library: a shared library of nothing has all of it in it."""
    nothing, library = Path(_MADE.name) / "nothing.rs", Path(_MADE.name) / "libstd.so"
    nothing.write_text("pub fn nothing() {}\n")
    kind = ["--crate-type=dylib", "-C", "prefer-dynamic=no"]
    linked = run([*rust_compiler(), *kind, str(nothing), "-o", str(library)])
    return [library] if linked.returncode == 0 else []


@cache
def _load_cpp() -> None:
    for library in _CPP_LIBRARIES:
        try:
            binding.load_library_permanently(library)
        except RuntimeError:
            continue
        return


_CPP_LIBRARIES = ("libstdc++.so.6", "libc++.so.1", "libc++.1.dylib")


_RUNTIMES: dict[re.Pattern[str], Callable[[], None]] = {
    re.compile(r"_Fortran"): _load_fortran,
    re.compile(r"_(?:R|ZN)\w*(?:3std|4core|5alloc|9hashbrown)"): _load_rust,
    re.compile(r"_(?:Z(?:N?K?St|n[wa]|d[la]|T[IV])|_cxa_|_gxx_)"): _load_cpp,
}
"""What shows that a library is needed, and how it is loaded."""
