"""``xdsl-enzyme check``: compares derivatives with finite differences, and forward with reverse mode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from xdsl_enzyme.errors import ArgumentsError
from xdsl_enzyme.interop.check import MODES, Comparison, compare_derivatives
from xdsl_enzyme.interop.function import load
from xdsl_enzyme.tools.argument_values import parse_arguments
from xdsl_enzyme.tools.options import Flags, Level, ProgramArguments, files_and_function
from xdsl_enzyme.tools.tables import show


def check(
    program_arguments: ProgramArguments,
    arg: Annotated[
        list[str] | None,
        typer.Option(
            "--arg",
            metavar="NAME=VALUE",
            help="A number, 1.5,2,3, random:100, random:10x20, zeros:7, ones:7 or @FILE.npy.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the random numbers.")] = 0,
    order: Annotated[int, typer.Option(min=1, max=2, help="2: second derivatives too.")] = 1,
    relative: Annotated[
        float | None, typer.Option("--rtol", help="Tolerance relative to the derivative.")
    ] = None,
    absolute: Annotated[float | None, typer.Option("--atol", help="Absolute tolerance.")] = None,
    step: Annotated[float | None, typer.Option("--eps", help="Step of finite differences.")] = None,
    level: Level = 2,
    flag: Flags = None,
) -> None:
    """
    Compare derivatives with finite differences, along random directions. Exit code 1 if they disagree.
    """
    files, function = files_and_function(program_arguments)
    f = load(files, function, flags=flag or (), optimisation_level=level)
    args = parse_arguments(f.convention.signature, arg or (), seed)
    comparisons = compare_derivatives(f, args, order, MODES, absolute, relative, step, seed)
    if not comparisons:
        raise ArgumentsError(
            f"{f.name} has no floating-point arguments to differentiate: {f.signature}"
        )
    typer.echo(f.signature)
    show(_table(comparisons))
    if any(one.failures for one in comparisons):
        raise typer.Exit(1)


def _table(comparisons: Sequence[Comparison]) -> Table:
    table = Table("argument")
    for title in ("order", "forward", "reverse", "finite differences", "error"):
        table.add_column(title, justify="right")
    table.add_column("verdict")
    for one in comparisons:
        error = max((abs(found - one.numeric) for found in one.found.values()), default=0.0)
        wrong = " and ".join(_MODE_NAMES[mode] for mode in one.failures)
        table.add_row(
            one.argument,
            str(one.order),
            *(f"{one.found[mode]:.10g}" if mode in one.found else "" for mode in MODES),
            f"{one.numeric:.10g}",
            f"{error / one.scale if one.scale else error:.1e}",
            Text(f"{wrong} wrong", "red") if wrong else Text("correct", "green"),
        )
    return table


_MODE_NAMES = {"fwd": "forward", "rev": "reverse"}
