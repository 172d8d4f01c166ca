"""Programs in C, C++ and Rust with what numerical kernels don't have: exceptions, variable numbers of arguments, atomics, computed goto …

They are read, lifted and written at two levels, large ones at one; with ``pytest --all`` at all four, and without being lifted, too.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compilers import need_compiler
from tests.integration.round_trip.harness import check_round_trip
from xdsl_enzyme.frontends.rustc import RUST_SUFFIXES

PROGRAMS = sorted(
    path
    for path in (Path(__file__).parent / "programs").iterdir()
    if path.suffix in (".c", ".cpp", ".rs")
)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_program(program: Path, tmp_path: Path, request: pytest.FixtureRequest):
    need_compiler(program, request)
    run_all = bool(request.config.getoption("--all"))
    levels = (2,) if program.suffix in RUST_SUFFIXES else (0, 2)
    for level in range(4) if run_all else levels:
        check_round_trip([program], level, tmp_path, forms=(False, True) if run_all else (True,))
