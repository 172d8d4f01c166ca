"""Programs in which derivatives get lost easily: right, or refused. A zero that should not be one is neither."""

from functools import cache

import pytest

from tests.integration.adversarial.catalogue import PROGRAMS, REFUSALS
from tests.integration.differentiated import MODES, Case, check
from xdsl_enzyme.errors import EnzymeError

LEVELS = (0, 1, 2, 3)


@cache
def case(name: str) -> Case:
    return Case.of(PROGRAMS[name])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_derivatives_match_the_oracle(name: str, level: int, mode: str):
    check(case(name), level, mode)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", REFUSALS)
def test_refused_rather_than_wrong(name: str, level: int, mode: str):
    refusal = REFUSALS[name]
    refused = Case.of(refusal.program)
    _, computed = MODES[mode]
    if mode in refusal.modes and level in refusal.levels:
        with pytest.raises(
            EnzymeError, match=refusal.message if level == refusal.levels[0] else None
        ):
            computed(refused, level)
        return
    # The oracle refuses to read half a float, too; what is computed must agree among the modes.
    try:
        check_dot_product(refused, level)
    except EnzymeError:
        return


def check_dot_product(refused: Case, level: int) -> None:
    """Forward against reverse mode: the directional derivative is the gradient times the direction."""
    (_, forward), (_, reverse) = MODES["forward"], MODES["reverse"]
    _, tangent, _, shadow = forward(refused, level)
    (gradient,) = reverse(refused, level)
    (x,) = refused.arrays()
    weights = refused.weights[x]
    assert weights @ gradient == pytest.approx(tangent + shadow @ weights)
