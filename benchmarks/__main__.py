"""The command line: ``python -m benchmarks run gmm lstm --json results.json``, then ``python -m benchmarks report results.json``.

``scale`` is about inputs that grow, ``growth`` about programs that grow.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.catalogue import GROWING, KERNELS
from benchmarks.flags import DEFAULT, FLAGS
from benchmarks.growing import SHAPES
from benchmarks.record import Results
from benchmarks.report import insert, markdown

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command()
def run(
    kernels: Annotated[list[str] | None, typer.Argument(help="Which kernels; all if none.")] = None,
    size: Annotated[
        str | None, typer.Option(help="Only this size; all but 'tiny' by default.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Where the results go.")] = None,
    seconds: Annotated[float, typer.Option(help="Time for the rounds of one input.")] = 2.0,
    flags: Annotated[str, typer.Option(help=f"One of {', '.join(FLAGS)}.")] = DEFAULT,
    value: Annotated[bool, typer.Option(help="Ask us for the value, too.")] = True,
) -> None:
    """Measure gradients, and print the table."""
    from benchmarks.field import Effort
    from benchmarks.runner import run

    _check(kernels or (), flags, KERNELS)
    results = run(
        kernels or (),
        size,
        Effort(timing_s=seconds, value=value),
        lambda text: typer.echo(text, err=True),
        FLAGS[flags],
        (lambda results: None) if json is None else lambda results: results.write(json),
    )
    if not results.records:
        raise typer.BadParameter(f"no kernel comes in size '{size}'")
    if json is not None:
        results.write(json)
    typer.echo(markdown([results]))


@app.command()
def scale(
    kernels: Annotated[list[str] | None, typer.Argument(help="Which kernels; all if none.")] = None,
    json: Annotated[Path | None, typer.Option(help="Where the results go.")] = None,
    seconds: Annotated[float, typer.Option(help="Time for the rounds of one input.")] = 1.0,
    flags: Annotated[str, typer.Option(help=f"One of {', '.join(FLAGS)}.")] = DEFAULT,
    most: Annotated[int | None, typer.Option(help="At most so many sizes.")] = None,
) -> None:
    """Measure how time and memory of gradients grow with the input."""
    from benchmarks.field import Effort
    from benchmarks.runner import grow

    _check(kernels or (), flags, GROWING)
    effort = Effort(timing_s=seconds)
    results = grow(
        kernels or (), effort, lambda text: typer.echo(text, err=True), FLAGS[flags], most
    )
    if json is not None:
        results.write(json)
    typer.echo(markdown([results]))


def _check(kernels: Iterable[str], flags: str, known: Iterable[str]) -> None:
    for name in kernels:
        if name not in known:
            raise typer.BadParameter(f"there is no kernel '{name}'; there are {', '.join(known)}")
    if flags not in FLAGS:
        raise typer.BadParameter(f"there are no flags '{flags}'; there are {', '.join(FLAGS)}")


_KEPT = Path(__file__).parent


@app.command()
def report(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="What 'run', 'scale' and 'growth' have written; what is kept in the repository if none.",
            exists=True,
        ),
    ] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the ratios into this file.")] = None,
    into: Annotated[
        Path | None, typer.Option(help="Update this page instead of printing.", exists=True)
    ] = None,
) -> None:
    """Results as tables in Markdown."""
    results = [Results.read(file) for file in files or sorted(_KEPT.glob("results*.json"))]
    if into is None:
        typer.echo(markdown(results))
    else:
        insert(results, into)
    if plot is not None:
        from benchmarks.plot import draw

        draw(results, plot)


@app.command()
def growth(
    shapes: Annotated[list[str] | None, typer.Argument(help="Which shapes; all if none.")] = None,
    doublings: Annotated[int, typer.Option(help="How often the size is doubled.")] = 2,
    operations: Annotated[
        int | None, typer.Option(help="Quadruple sizes instead, up to so many operations.")
    ] = None,
    level: Annotated[int, typer.Option(help="Optimisation before differentiation.")] = 2,
    json: Annotated[Path | None, typer.Option(help="Where the results go.")] = None,
) -> None:
    """Measure how the time to make a gradient grows with the program."""
    from benchmarks.growth import grow, growth_table

    for shape in shapes or ():
        if shape not in SHAPES:
            raise typer.BadParameter(f"there is no shape '{shape}'; there are {', '.join(SHAPES)}")
    found = grow(
        shapes or SHAPES, doublings, level, lambda text: typer.echo(text, err=True), operations
    )
    if json is not None:
        Results({"level": f"-O{level}"}, [], makings=found).write(json)
    typer.echo(growth_table(found))


if __name__ == "__main__":
    app()
