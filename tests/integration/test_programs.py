"""Every C program, at every optimisation level, in both modes: compiled derivatives against the oracle."""

from functools import cache

import pytest

from tests.integration.differentiated import MODES, Case, check
from tests.integration.programs.catalogue import PROGRAMS

LEVELS = (0, 1, 2, 3)


@cache
def case(name: str) -> Case:
    return Case.of(PROGRAMS[name])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_derivatives_match_the_oracle(name: str, level: int, mode: str):
    check(case(name), level, mode)
