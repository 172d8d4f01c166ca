"""The C, C++, Fortran and Rust programs of the corpus are read and written without being differentiated: same value, to the last bit.

The default run takes one of each language in structured form, ``pytest --all`` all of them in both forms, at levels that take turns.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compilers import need_compiler
from tests.integration.corpus_programs import CorpusProgram
from tests.integration.round_trip.harness import check_round_trip
from tests.integration.round_trip.libraries import DRIVERS
from xdsl_enzyme.frontends.flang import FORTRAN_SUFFIXES
from xdsl_enzyme.frontends.rustc import RUST_SUFFIXES

CORPUS = Path(__file__).parent.parent / "corpus"
PROGRAMS = {
    language: sorted(path for path in (CORPUS / language).iterdir() if path.suffix in suffixes)
    for language, suffixes in (
        ("c", (".c",)),
        ("cpp", (".cpp", ".cc", ".cxx")),
        ("fortran", FORTRAN_SUFFIXES),
        ("rust", RUST_SUFFIXES),
    )
}


def pytest_generate_tests(metafunc: pytest.Metafunc):
    run_all = metafunc.config.getoption("--all")
    programs = [path for paths in PROGRAMS.values() for path in (paths if run_all else paths[:1])]
    metafunc.parametrize("program", programs, ids=lambda path: f"{path.parent.name}/{path.stem}")


def test_program(program: Path, tmp_path: Path, request: pytest.FixtureRequest):
    need_compiler(program, request)
    run_all = bool(request.config.getoption("--all"))
    driver = tmp_path / "objective.c"
    corpus_program = CorpusProgram.read(program)
    point = ", ".join(map(repr, corpus_program.point.tolist()))
    text = (DRIVERS / "objective.c").read_text().replace("{POINT}", f"{{{point}}}")
    if program.parent.name == "cpp":
        driver = driver.with_suffix(".cpp")
        text = text.replace("double objective(const", 'extern "C" double objective(const', 1)
    driver.write_text(text)
    flags = ["-ffp-contract=off", "-g0", *corpus_program.flags]
    level = PROGRAMS[program.parent.name].index(program) % 4
    forms = (False, True) if run_all else (True,)
    check_round_trip([program, driver], level, tmp_path, flags, forms)
