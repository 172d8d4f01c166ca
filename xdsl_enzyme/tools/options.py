"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

File: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FILE", help="A .c, .cc, .cpp, .cxx, .ll, .bc or .mlir file.")
]
FunctionName: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="FUNCTION", help="May be omitted if the file has one external function only."
    ),
]
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
