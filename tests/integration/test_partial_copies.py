"""Copies of as much of a record as a program says while it runs: text that lies in the record, or its floats as well."""

from pathlib import Path

import pytest

from tests.integration.corpus_programs import CorpusProgram
from tests.integration.test_corpus import check

PROGRAM = Path(__file__).parent / "programs" / "partly_copied_records.c"


@pytest.mark.parametrize("level", [0, 2])
def test_partly_copied_records(level: int):
    check(CorpusProgram.read(PROGRAM), level)
