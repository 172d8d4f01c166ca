"""Loops that choose one of their iterations: where only that one is reversed, where all are, and that derivatives are right in both cases."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.integration.differentiated import MODES, Case, check
from xdsl_enzyme.analyses.cache_pairs import REVERSED_LOOP

SOURCE = Path(__file__).parent / "kept_choices" / "choices.c"

REVERSED_LOOPS = {
    "smallest": 0,
    "largest_last": 0,
    "with_companion": 0,
    "of_roots": 0,
    "nearest_of_rows": 1,
    "under_a_guard": 1,
    "never_chosen": 0,
    "last_positive": 0,
    "shared": 1,
    "shared_before": 1,
    "shared_of_products": 1,
    "overwritten": 2,
    "shared_in_rows": 3,
    "shared_in_sums": 1,
    "sum_of_records": 1,
    "decaying": 1,
}
"""How many loops the derivative of each function runs backwards; for those that may share, if they do."""

VALUES = {
    "mixed": [0.5, -0.25, 1.5, 0.75, -1.25, 1.5, -0.6, 0.3],
    "rising": [-1.0, -0.5, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5],
    "falling": [1.5, 1.25, 1.0, 1.0, 0.5, 0.25, -0.5, -1.0],
    "equal": [0.5] * 8,
}


@cache
def case(name: str) -> Case:
    y = np.array([0.75, -0.5, 0.4, 1.1, -0.9, 0.3, 0.2, -1.3])
    x = np.array(VALUES["mixed"])
    return Case(SOURCE, name, [x, y, 8], [0, 1], returns_float=True, tolerance=1e-12)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", REVERSED_LOOPS)
def test_derivatives_match_the_oracle(name: str, mode: str) -> None:
    one = case(name)
    for values in VALUES.values():
        check(replace(one, inputs=[np.array(values), *one.inputs[1:]]), 2, mode)


@pytest.mark.parametrize("name", REVERSED_LOOPS)
def test_only_what_is_chosen_is_reversed(name: str) -> None:
    check(case(name), 2, "reverse")
    made = case(name).function(2).derivatives.made()
    loops = [
        op
        for derivative in made
        for op in derivative.program.module.walk()
        if REVERSED_LOOP in op.attributes
    ]
    assert len(loops) == REVERSED_LOOPS[name]
