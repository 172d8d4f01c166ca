"""Derivatives of programs with memory of their own: clean under AddressSanitizer and LeakSanitizer.

The default run has a few, ``pytest --all`` all of the corpus in C and C++, several in one binary. One by one, and at other levels:
``python -m tests.integration.sanitizers``.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.compilers import leave_out
from tests.integration.corpus_programs import CorpusProgram, programs
from tests.integration.sanitizers.__main__ import is_linkable
from tests.integration.sanitizers.instrumented import Subject, check, missing_tools, run

NAMES = (
    "c/aligned_buffers",
    "c/function_statics",
    "c/global_list",
    "c/graph",
    "c/growing_array",
    "c/linked_list",
    "c/owned_buffer",
    "c/pointer_tables",
    "c/queue",
    "c/row_pointers",
    "c/search_tree",
    "c/stack_arrays",
    "c/workspace_globals",
    "cpp/own_vector",
)
BROKEN = Path(__file__).parent / "leaking.c"


@pytest.fixture(autouse=True)
def tools(request: pytest.FixtureRequest):
    """The sanitizers come with clang."""
    if (reason := missing_tools()) is not None:
        leave_out(reason, request)


LEVEL, BATCH = 2, 8


def pytest_generate_tests(metafunc: pytest.Metafunc):
    if "names" not in metafunc.fixturenames:
        return
    batches = [NAMES]
    if metafunc.config.getoption("--all"):
        clean = [
            name
            for name, program in programs().items()
            if is_linkable(name) and LEVEL not in program.refused_levels
        ]
        batches = [clean[start : start + BATCH] for start in range(0, len(clean), BATCH)]
    metafunc.parametrize("names", batches, ids=lambda names: names[0])


def test_clean(names: Sequence[str]):
    chosen = [Subject.of(programs()[name]) for name in names]
    for subject, measured in zip(chosen, run(chosen, LEVEL), strict=True):
        check(subject, measured)


@pytest.mark.parametrize(
    ("out_of_bounds", "report"), [(0, "detected memory leaks"), (1, "heap-buffer-overflow")]
)
def test_what_is_broken_is_found(out_of_bounds: int, report: str):
    broken = Subject.of(CorpusProgram.read(BROKEN))
    broken = replace(broken, flags=(f"-DOUT_OF_BOUNDS={out_of_bounds}",))
    with pytest.raises(AssertionError, match=report):
        run([broken])
