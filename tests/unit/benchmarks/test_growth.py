"""Programs that grow: their gradients grow as they do."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.growing import SHAPES
from benchmarks.growth import STAGES, growth_table, make
from benchmarks.record import Results


@pytest.mark.parametrize("shape", [one for one in SHAPES if "functions" not in one])
def test_gradients_grow_linearly(shape: str):
    size = 3 if shape == "nested_loops" else 12
    makings = [make(shape, size << doubling) for doubling in range(2)]
    one, two = (making.llvm_ir_lines for making in makings)
    assert two < 2.4 * one
    table = growth_table(makings)
    assert all(f"{stage} [s]" in table for stage in STAGES)
    assert f"| {shape} | {2 * size} |" in table


def test_growth_is_reported(tmp_path: Path):
    file, plot = tmp_path / "growth.json", tmp_path / "plot.svg"
    arguments = ["growth", "nested_loops", "--operations", "100", "--json", str(file)]
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 0, ran.output
    small, large = Results.read(file).makings
    assert (small.size, large.size) == (2, 8)
    assert small.operations < 100 <= large.operations
    reported = CliRunner().invoke(app, ["report", str(file), "--plot", str(plot)])
    assert reported.exit_code == 0, reported.output
    growth = large.operations / small.operations
    assert f"| nested_loops | 8 | {large.operations} ({growth:.1f}) |" in reported.output
    assert plot.read_text().startswith("<?xml")


def test_arguments_of_derivatives_do_not_grow_with_all_that_is_called():
    one, two = (make("functions", size, level=0).llvm_ir_lines for size in (12, 24))
    assert two < 2.4 * one


def test_functions_that_are_not_reached_cost_nothing():
    one, two = (make("unreachable_functions", size).llvm_ir_lines for size in (24, 48))
    assert one == two
