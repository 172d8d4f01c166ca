"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from xdsl_enzyme.frontends.load import SUFFIXES

ProgramArguments: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE... [FUNCTION]",
        help="Files that make a program together (C, C++, Fortran, Rust, LLVM IR, bitcode, archives) or one MLIR file. "
        "FUNCTION may be omitted if there is one external function only.",
    ),
]


def files_and_function(arguments: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """What comes last is a function unless it ends as files do that can be loaded."""
    *files, last = arguments
    if files and Path(last).suffix not in SUFFIXES:
        return files, last
    return arguments, None


Level: TypeAlias = Annotated[
    int,
    typer.Option(
        "-O", min=0, max=3, help="How much LLVM optimises the program before differentiation."
    ),
]
Flags: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--flag", metavar="FLAG", help="A flag for the compiler, such as --flag=-DN=3."),
]
Constants: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--const", metavar="NAME", help="An argument that is not differentiated."),
]
PrintAfter: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--print-after",
        metavar="PASS",
        help="Print the module to stderr after a pass, or after every pass with 'all'.",
    ),
]
