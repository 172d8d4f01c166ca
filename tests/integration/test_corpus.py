"""Every program of the corpus: value, gradient (reverse) and directional derivative (forward), at several optimisation levels.

The value is compared with that of the program as its own compiler compiles it; derivatives with those of the dual-number interpreter where
it can run the program, else with differences of the compiled program. A failure says which. A default run takes
levels 0 and 2 in turns, ``pytest --all`` all four.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pytest

import xdsl_enzyme as xe
from tests.compilers import need_compiler
from tests.integration.corpus_programs import CorpusProgram, programs

LEVELS = (0, 1, 2, 3)
IN_TURNS = (0, 2)


@pytest.mark.parametrize("name", programs())
def test_corpus(name: str, request: pytest.FixtureRequest):
    program = programs()[name]
    need_compiler(program.path, request)
    failures = dict[int, str]()
    for level in levels_for(name, request.config):
        try:
            check(program, level)
        # All levels are tried, whatever goes wrong at one of them.
        except Exception as error:
            failures[level] = f"{type(error).__name__}: {error}\n{innermost(error)}"
    if failures:
        told = "\n\n".join(f"at O{level}: {message}" for level, message in failures.items())
        pytest.fail(f"{program.path}\n{told}", pytrace=False)


def levels_for(name: str, config: pytest.Config) -> Sequence[int]:
    """The optimisation levels at which a program is tested. By default one, which other programs that come and go do not change."""
    if config.getoption("--all"):
        return LEVELS
    return (IN_TURNS[crc32(name.encode()) % len(IN_TURNS)],)


def innermost(error: Exception) -> str:
    """Where an error that is none of ours comes from."""
    if isinstance(error, xe.EnzymeError | AssertionError):
        return ""
    return "".join(traceback.format_tb(error.__traceback__)[-2:])


def check(program: CorpusProgram, level: int) -> None:
    """Raises `AssertionError` unless value and derivatives are right, or the program is refused as it has to be."""
    if program.refused is not None and level in program.refused_levels:
        with pytest.raises(xe.EnzymeError) as caught:
            differentiate(program, level)
        assert re.search(program.refused, str(caught.value)), f"refused otherwise: {caught.value}"
        return
    value, gradient, tangent = differentiate(program, level)
    # Vectors of functions differ from the native program's functions by some units in the last place.
    precision = 1e-9 if program.own_tolerance is None else program.own_tolerance
    assert np.isclose(value, program.value, rtol=precision, atol=1e-12), (
        f"the value is {value!r}, that of the native program {program.value!r}"
    )
    expected = program.expected
    scale = expected.tolerance * max(1.0, np.abs(expected.gradient).max(initial=0.0))
    told = f"(oracle: {expected.oracle})"
    assert np.allclose(gradient, expected.gradient, rtol=0.0, atol=scale), (
        f"reverse mode {told}\nexpected {expected.gradient}\n     got {gradient}"
    )
    along = expected.gradient @ program.direction
    assert abs(tangent - along) <= scale * np.abs(program.direction).sum(), (
        f"forward mode {told}\nexpected {along}\n     got {tangent}"
    )


def differentiate(program: CorpusProgram, level: int) -> tuple[float, np.ndarray, float]:
    """Value, gradient and directional derivative by the engine."""
    objective = xe.load(
        program.path,
        "objective",
        flags=program.flags,
        optimisation_level=level,
        outputs="return",
    )
    x, n = program.point.copy(), program.point.size
    value, gradient = xe.value_and_grad(objective)(x, n)
    _, tangent = xe.jvp(objective, (x, n), (program.direction, None))
    return value, gradient, tangent
