"""Programs of which derivatives were zero, or wrong, without a word: right, or refused as they say (`corpus_programs`).

Most were so without optimisation: memory, calls and integers that it removes are still there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compilers import need_compiler
from tests.integration.corpus_programs import CorpusProgram
from tests.integration.test_corpus import check

DIRECTORY = Path(__file__).parent / "lost_derivatives"
LEVELS = (0, 1)


@pytest.mark.parametrize("path", sorted(DIRECTORY.glob("*")), ids=lambda path: path.stem)
def test_right_or_refused(path: Path, request: pytest.FixtureRequest):
    need_compiler(path, request)
    program = CorpusProgram.read(path)
    for level in range(4) if request.config.getoption("--all") else LEVELS:
        check(program, level)
