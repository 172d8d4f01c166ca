"""Programs in C and C++ with what numerical kernels don't have: exceptions, variable numbers of arguments, atomics, computed goto …

They are read, lifted and written at two levels; with ``pytest --all`` at all four, and without being lifted, too.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.round_trip.harness import check_round_trip

PROGRAMS = sorted(
    path for path in (Path(__file__).parent / "programs").iterdir() if path.suffix in (".c", ".cpp")
)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_program(program: Path, tmp_path: Path, request: pytest.FixtureRequest):
    run_all = bool(request.config.getoption("--all"))
    for level in range(4) if run_all else (0, 2):
        check_round_trip([program], level, tmp_path, forms=(False, True) if run_all else (True,))
