"""The command line: ``xdsl-enzyme grad | check | explain``.

Whatever a user can get wrong ends with one message and exit code 2; a check that fails with exit code 1.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from xdsl_enzyme.errors import EnzymeError
from xdsl_enzyme.tools.check import check
from xdsl_enzyme.tools.explain import explain
from xdsl_enzyme.tools.grad import grad

app = typer.Typer(
    help="Gradients of compiled code: C, C++, LLVM IR and MLIR.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(grad)
app.command()(check)
app.command()(explain)


def _add_compiler(name: str, what: str) -> None:
    """Let the help name a compiler. It is run by `main`, since its arguments are none of typer's business."""

    @app.command(name, help=what, add_help_option=False)
    def stand_in() -> None:  # pyright: ignore[reportUnusedFunction]
        raise AssertionError(name)


_add_compiler(
    "cc",
    "Compile and link C with calls of __enzyme_autodiff and the like: takes the arguments of clang.",
)
_add_compiler("c++", "The same for C++.")
_add_compiler("fortran", "The same for Fortran: takes the arguments of flang.")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"xdsl-enzyme {version('xdsl-enzyme')}")
        raise typer.Exit


@app.callback()
def common(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Options that come before the command."""


def main() -> None:
    """Run a command, and end the program with its exit code."""
    try:
        app()
    except EnzymeError as error:
        typer.echo(f"xdsl-enzyme: error: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        typer.echo(f"xdsl-enzyme: error: {error.strerror or error}{where}", err=True)
        sys.exit(2)
