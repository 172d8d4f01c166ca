"""Programs in MLIR (memref, scf, func, index): compiled derivatives against the oracle, in both modes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.differentiated import MODES, Case, check
from tests.integration.programs.catalogue import Input, array, constant, integer, number, output

HERE = Path(__file__).parent / "mlir"

PROGRAMS = {
    "branches": ([number(0.8), number(1.2), integer(7)], True),
    "calls": ([number(0.7), number(1.3), integer(3)], True),
    "general_while": ([number(1.2), constant(20.0)], True),
    "in_place": ([array(5), integer(5)], True),
    "local_memory": ([array(4)], True),
    "matrix": ([array(3, 4), output(3, 3)], False),
}
"""The arguments, and whether there is a result."""


def case(name: str) -> Case:
    arguments, returns_float = PROGRAMS[name]
    inputs: list[Input] = [argument.value for argument in arguments]
    wrt = [index for index, argument in enumerate(arguments) if argument.active]
    return Case(HERE / f"{name}.mlir", name, inputs, wrt, returns_float, 1e-10)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", PROGRAMS)
def test_derivatives_match_the_oracle(name: str, mode: str):
    check(case(name), 2, mode)


def test_every_program_is_tested():
    assert {path.stem for path in HERE.glob("*.mlir")} == set(PROGRAMS)
