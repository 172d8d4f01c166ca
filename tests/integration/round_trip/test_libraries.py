"""Real libraries are read and written, and a program that uses them does the same as before.

The default run takes the smallest at one level and in structured form; ``pytest --all`` takes it at all levels and in both forms, and the others at one level.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.round_trip.harness import check_round_trip
from tests.integration.round_trip.libraries import DRIVERS, LIBRARIES, unpacked

SMALLEST = "xxhash"


def pytest_generate_tests(metafunc: pytest.Metafunc):
    names = list(LIBRARIES) if metafunc.config.getoption("--all") else [SMALLEST]
    metafunc.parametrize("name", names)


def test_library(name: str, tmp_path: Path, request: pytest.FixtureRequest):
    run_all = bool(request.config.getoption("--all"))
    library = LIBRARIES[name]
    root = unpacked(library, tmp_path)
    sources = [path for pattern in library.sources for path in sorted(root.glob(pattern))]
    flags = [f"-I{root / library.include}", f"-I{DRIVERS}", "-g0"]
    takes_all = run_all and name == SMALLEST
    for level in (0, 1, 2, 3) if takes_all else (2,):
        forms = (False, True) if takes_all else (True,)
        check_round_trip([*sources, DRIVERS / library.driver], level, tmp_path, flags, forms)
