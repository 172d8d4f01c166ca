"""Programs that grow: their gradients grow as they do."""

from __future__ import annotations

import pytest

from benchmarks.growing import SHAPES
from benchmarks.growth import STAGES, growth_table, make


@pytest.mark.parametrize("shape", [one for one in SHAPES if "functions" not in one])
def test_gradients_grow_linearly(shape: str):
    size = 3 if shape == "nested_loops" else 12
    makings = [make(shape, size << doubling) for doubling in range(2)]
    one, two = (making.llvm_ir_lines for making in makings)
    assert two < 2.4 * one
    table = growth_table([makings])
    assert all(f"{stage} [s]" in table for stage in STAGES)
    assert f"| {shape} | {2 * size} |" in table


def test_arguments_of_derivatives_do_not_grow_with_all_that_is_called():
    one, two = (make("functions", size, level=0).llvm_ir_lines for size in (12, 24))
    assert two < 2.4 * one


def test_functions_that_are_not_reached_cost_nothing():
    one, two = (make("unreachable_functions", size).llvm_ir_lines for size in (24, 48))
    assert one == two
