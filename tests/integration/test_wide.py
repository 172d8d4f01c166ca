"""C programs with several directions at once, forward and in reverse: memory behind pointers is as many times as long."""

from __future__ import annotations

import pytest

from tests.integration.comparison import compare
from tests.integration.differentiated import Case
from tests.integration.programs.catalogue import PROGRAMS
from tests.ops import wide, wide_reverse

MODES = {"forward": wide, "reverse": wide_reverse}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", PROGRAMS)
def test_derivatives_match_the_oracle(name: str, mode: str):
    case = Case.of(PROGRAMS[name])
    module = MODES[mode]
    compare(f"{name} in {mode} mode", module.expected(case), module.computed(case), case.tolerance)
