"""Languages whose compiler is not on this machine: their tests are left out and reported, or fail with ``pytest --all``."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.frontends.flang import FORTRAN_SUFFIXES, fortran_compiler
from xdsl_enzyme.frontends.rustc import RUST_SUFFIXES, rust_compiler

_COMPILERS = dict.fromkeys(FORTRAN_SUFFIXES, fortran_compiler) | dict.fromkeys(
    RUST_SUFFIXES, rust_compiler
)


def need_compiler(file: str | Path, request: pytest.FixtureRequest) -> None:
    """Go on only if there is a compiler for a file."""
    find = _COMPILERS.get(Path(file).suffix)
    try:
        if find is not None:
            find()
    except EnzymeError as error:
        leave_out(str(error), request)


def leave_out(reason: str, request: pytest.FixtureRequest) -> NoReturn:
    """
    End a test that needs a tool which users need not have: it is reported as not run. CI has all tools, so that there it fails, and
    nothing goes untested unseen.
    """
    if request.config.getoption("--all"):
        pytest.fail(reason)
    # Flang and rustc are not installed with the package, and nobody needs them for C, C++ and MLIR: whoever works without them is told
    # what was not run. Nothing is hidden by it: CI runs with --all, where the line above makes a failure of a missing compiler.
    pytest.skip(reason)
