"""Forward and reversed loops that become one: where they may, where they must not, and that derivatives are right in both cases."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from xdsl.ir import Operation

from tests.integration.differentiated import Case, check
from xdsl_enzyme.analyses.cache_pairs import REVERSED_LOOP
from xdsl_enzyme.analyses.region_ops import is_loop

SOURCE = Path(__file__).parent / "fused_sweeps" / "loops.c"

FUSED = (
    "sum_of_squares",
    "map",
    "map_and_sum",
    "pairs",
    "inner_product_chain",
    "newton_per_element",
    "branches",
    "scattered",
    "scratch_filled_anew",
    "scratch_under_a_guard",
    "scratch_triangle",
    "two_scratches",
    "guarded_powers",
    "chosen",
)
APART = (
    "guarded_and_needed",
    "guarded_and_overwritten",
    "logarithm",
    "product",
    "recurrence",
    "prefix_in_memory",
    "overlapping",
    "same_place",
    "anywhere",
    "read_again",
    "scratch",
    "doubled",
    "negated",
    "scratch_one_short",
    "scratch_but_for_the_first",
    "scratch_read_afterwards",
    "scratch_added_up",
    "scratch_sometimes",
    "scratch_half",
)
OTHERS = ("last_one", "scratch_backwards", "scratch_begins_under_a_guard")


@cache
def case(name: str) -> Case:
    x = np.array([0.5, -0.25, 1.5, 0.75, -1.25, 2.0, -0.6, 0.3])
    return Case(SOURCE, name, [x, np.zeros(32), 8], [0, 1], returns_float=True, tolerance=1e-12)


def reversed_loops(name: str) -> int:
    """How many of the outermost loops of the derivative only run backwards."""
    return sum(
        REVERSED_LOOP in op.attributes and not _is_in_loop(op)
        for derivative in case(name).function(2).derivatives.made()
        for op in derivative.program.module.walk()
    )


def _is_in_loop(op: Operation) -> bool:
    around = op.parent_op()
    return around is not None and (is_loop(around) or _is_in_loop(around))


@pytest.mark.parametrize("level", [0, 2])
@pytest.mark.parametrize("name", [*FUSED, *APART, *OTHERS])
def test_derivatives_match_the_oracle(name: str, level: int) -> None:
    check(case(name), level, "reverse")


@pytest.mark.parametrize("name", FUSED)
def test_one_loop_does_both(name: str) -> None:
    check(case(name), 2, "reverse")
    assert reversed_loops(name) == 0


@pytest.mark.parametrize("name", APART)
def test_order_is_kept(name: str) -> None:
    check(case(name), 2, "reverse")
    assert reversed_loops(name) > 0
