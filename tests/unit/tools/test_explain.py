"""The command that says what takes part, and what is kept."""

from pathlib import Path

from tests.unit.tools.conftest import Command


def rows(text: str) -> list[list[str]]:
    """The rows of all tables, cell by cell."""
    return [
        [cell.strip() for cell in line.strip("│").split("│")]
        for line in text.splitlines()
        if line.startswith("│")
    ]


def test_arguments_and_activity(command: Command, norm: Path):
    outcome = command("explain", norm)
    assert outcome.code == 0
    assert outcome.out.startswith("double norm(const double *x, int32_t n)\n")
    table = rows(outcome.out)
    assert ["x", "an array of float64", "dup"] in table
    assert ["n", "a int32", "const"] in table
    assert any("math.exp" in row[2] and row[3] == "yes" for row in table if len(row) == 5)
    assert any("points to active memory: x" in row for row in table)
    # Both sweeps are one loop.
    assert "Nothing." in outcome.out


def test_caches(command: Command, tmp_path: Path):
    source = tmp_path / "chain.c"
    source.write_text(
        """#include <math.h>
double chain(const double *x, int n) {
  double state = 1;
  for (int i = 0; i < n; i++) state = sin(state * x[i]);
  return state;
}"""
    )
    (kept,) = [row for row in rows(command("explain", source).out) if len(row) == 6]
    assert kept[0] == "chain.c:4"
    assert kept[1].startswith("for (int i = 0;")
    assert kept[3:] == ["f64", "hoisted", "8"]


def test_inactive_only(command: Command, norm: Path):
    table = rows(command("explain", norm, "--inactive").out)
    verdicts = {row[3] for row in table if len(row) == 5}
    assert verdicts == {"no"}


def test_constant_arguments(command: Command, norm: Path):
    outcome = command("explain", norm, "--const=x")
    assert ["x", "an array of float64", "const"] in rows(outcome.out)
    assert "yes" not in outcome.out
    assert "Nothing." in outcome.out


def test_lines_of_mlir(command: Command, tmp_path: Path):
    source = tmp_path / "f.mlir"
    source.write_text(
        "func.func @f(%x: f64) -> f64 { %y = math.sin %x : f64\n func.return %y : f64 }"
    )
    (row,) = [row for row in rows(command("explain", source).out) if "math.sin" in row]
    assert (row[0], *row[2:4]) == ("f.mlir:1", "math.sin", "yes")
