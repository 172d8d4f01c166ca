"""Derivatives of programs with memory of their own: clean under AddressSanitizer and LeakSanitizer.

All other programs, and other levels: ``python -m tests.integration.sanitizers``.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.compilers import leave_out
from tests.integration.corpus_programs import CorpusProgram, programs
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
    "cpp/own_vector",
)
BROKEN = Path(__file__).parent / "leaking.c"


@pytest.fixture(autouse=True)
def tools(request: pytest.FixtureRequest):
    """The sanitizers come with clang."""
    if (reason := missing_tools()) is not None:
        leave_out(reason, request)


def test_clean():
    chosen = [Subject.of(programs()[name]) for name in NAMES]
    for subject, measured in zip(chosen, run(chosen), strict=True):
        check(subject, measured)


@pytest.mark.parametrize(
    ("out_of_bounds", "report"), [(0, "detected memory leaks"), (1, "heap-buffer-overflow")]
)
def test_what_is_broken_is_found(out_of_bounds: int, report: str):
    broken = Subject.of(CorpusProgram.read(BROKEN))
    broken = replace(broken, flags=(f"-DOUT_OF_BOUNDS={out_of_bounds}",))
    with pytest.raises(AssertionError, match=report):
        run([broken])
