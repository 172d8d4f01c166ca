"""Every program of this directory: compiled derivatives against the oracle, in all modes."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.integration.comparison import compare
from tests.integration.differentiated import MODES, Case
from tests.ops import batched, mlir_tools, wide, wide_reverse
from tests.ops.catalogue import PROGRAMS
from xdsl_enzyme.errors import EnzymeError

EXPECTED_AND_COMPUTED: dict[
    str, tuple[Callable[[Case], list[object]], Callable[[Case], list[object]]]
] = {
    "forward": (MODES["forward"][0], lambda case: MODES["forward"][1](case, 2)),
    "width": (wide.expected, wide.computed),
    "reverse": (MODES["reverse"][0], lambda case: MODES["reverse"][1](case, 2)),
    "wide_reverse": (wide_reverse.expected, wide_reverse.computed),
}

needs_mlir = pytest.mark.skipif(
    mlir_tools.tool("mlir-opt") is None and "XDSL_ENZYME_MLIR" not in os.environ,
    reason="MLIR's tools (Debian's mlir-22-tools) are not installed",
)


@pytest.mark.parametrize("mode", EXPECTED_AND_COMPUTED)
@pytest.mark.parametrize("key", PROGRAMS)
def test_derivatives_match_the_oracle(key: str, mode: str):
    program = PROGRAMS[key]
    expected, computed = EXPECTED_AND_COMPUTED[mode]
    if mode in program.refused:
        with pytest.raises(EnzymeError):
            computed(program.case)
        return
    what = f"{key} in {mode} mode ({program.path})"
    compare(what, expected(program.case), computed(program.case), program.case.tolerance)


@needs_mlir
@pytest.mark.parametrize("mode", EXPECTED_AND_COMPUTED)
@pytest.mark.parametrize("key", PROGRAMS)
def test_mlir_lowers_what_the_passes_leave(key: str, mode: str, monkeypatch: pytest.MonkeyPatch):
    program = PROGRAMS[key]
    if mode in program.refused:
        return
    if program.not_by_mlir:
        assert not mlir_tools.lowers(program.path.read_text())
        return
    expected = EXPECTED_AND_COMPUTED[mode][0](program.case)
    got = mlir_tools.computed(program.case, mode, monkeypatch)
    what = f"{key} in {mode} mode by mlir-opt ({program.path})"
    compare(what, expected, got, program.case.tolerance)


@needs_mlir
@pytest.mark.parametrize(
    "key", [key for key in PROGRAMS if key.startswith(("cf/", "memref/", "scf/"))]
)
def test_mlir_lowers_caches_behind_pointers(key: str, monkeypatch: pytest.MonkeyPatch):
    program = PROGRAMS[key]
    if "reverse" in program.refused or program.not_by_mlir:
        return
    expected = EXPECTED_AND_COMPUTED["reverse"][0](program.case)
    got = mlir_tools.computed(program.case, "reverse", monkeypatch, mlir_tools.WITH_POINTERS)
    compare(f"{key} by mlir-opt", expected, got, program.case.tolerance)


@pytest.mark.parametrize("key", [key for key, one in PROGRAMS.items() if batched.applies(one.case)])
def test_batches_match_the_oracle(key: str):
    case = PROGRAMS[key].case
    compare(f"{key} in a batch", batched.expected(case), batched.computed(case), case.tolerance)
