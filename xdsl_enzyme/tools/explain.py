"""``xdsl-enzyme explain``: what takes part in the derivative and why, and what is kept for the reverse sweep.

By source line, as far as debug information tells the lines::

    line   source                     operations         active   because
    9      sum += exp(x[i] - most);   math.exp, subf     yes      depends on argument x, and …
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from rich.table import Table
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, IntegerAttr, ModuleOp, StringAttr
from xdsl.dialects.func import FuncOp
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.activity import ActivityAnalysis, Verdict
from xdsl_enzyme.analyses.float_types import has_floats
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.memory_types import is_pointer
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.errors import source_location
from xdsl_enzyme.interop.derivative import Derivatives
from xdsl_enzyme.interop.program import Program, functions
from xdsl_enzyme.interop.requests import request_for_all
from xdsl_enzyme.interop.signature import Signature, infer_signature
from xdsl_enzyme.interop.wrapper import Mode, Request
from xdsl_enzyme.passes.lower_cache import REPORT
from xdsl_enzyme.passes.propagate_exceptions import propagating_version
from xdsl_enzyme.tools.options import Constants, Flags, Level, ProgramArguments, files_and_function
from xdsl_enzyme.tools.tables import show


def explain(
    program_arguments: ProgramArguments,
    level: Level = 2,
    flag: Flags = None,
    const: Constants = None,
    inactive: Annotated[
        bool, typer.Option("--inactive", help="Show only what takes no part.")
    ] = False,
) -> None:
    """Show which values take part in the derivative and why, and what the reverse sweep keeps."""
    files, function = files_and_function(program_arguments)
    program = Program.load(files, function, flags=flag or (), optimisation_level=level)
    signature = infer_signature(program.module, program.function)
    constants = [signature.position(name, "--const") for name in const or ()]
    request = request_for_all(signature, Mode.REVERSE, constants)
    derivative = Derivatives(program, signature.argument_names).make(request)
    sources = Sources()
    typer.echo(str(signature))
    show(_arguments_table(signature, request))
    show(_activity_table(program, request, sources, only_inactive=inactive))
    show(_cache_table(derivative.program.module, sources))


@dataclass
class Sources:
    """The source files that locations point into, where they can be read."""

    _lines: dict[str, list[str]] = field(default_factory=lambda: {})

    def describe(self, location: str | None) -> tuple[str, str]:
        """(``name:line``, the text of that line) for a location ``file:line:column``."""
        if location is None:
            return "?", ""
        file, line, _ = location.rsplit(":", 2)
        number = int(line)
        lines = self._read(file)
        text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
        return f"{Path(file).name}:{number}", text

    def shorten(self, text: str) -> str:
        """`text` without the directories of known files."""
        for file in self._lines:
            text = text.replace(file, Path(file).name)
        return text

    def _read(self, file: str) -> list[str]:
        if file not in self._lines:
            path = Path(file)
            self._lines[file] = (
                path.read_text(errors="replace").splitlines() if path.is_file() else []
            )
        return self._lines[file]


def _arguments_table(signature: Signature, request: Request) -> Table:
    table = Table("argument", "is", "activity")
    for argument, activity in zip(signature.arguments, request.activity, strict=True):
        written = ", written" if argument.is_written else ""
        table.add_row(
            argument.name, argument.description + written, activity.value.removeprefix("enzyme_")
        )
    return table


def _activity_table(
    program: Program, request: Request, sources: Sources, only_inactive: bool
) -> Table:
    function = propagating_version(program.function)
    analysis = ActivityAnalysis(
        MemoryAccesses(program.module), function, request.activity, request.result_activity
    )
    rows: dict[tuple[str, str, Verdict], dict[str, None]] = {}
    for op, value in _explained_values(function):
        verdict = analysis.verdict(value)
        if not (only_inactive and verdict.active):
            line = sources.describe(source_location(op))
            rows.setdefault((*line, verdict), {})[op.name] = None
    table = Table("line", "source", "operations", "active", "because", title="Activity")
    previous = None
    for (line, text, verdict), names in rows.items():
        repeated = line == previous
        previous = line
        table.add_row(
            "" if repeated else line,
            "" if repeated else text,
            ", ".join(names),
            "yes" if verdict.active else "no",
            sources.shorten(verdict.reason),
        )
    return table


def _explained_values(function: FuncOp) -> Iterator[tuple[Operation, SSAValue]]:
    """The results that may have derivatives or shadows, with their ops; constants explain themselves."""
    for op in walk_regions(function):
        for value in op.results if op.operands else ():
            if has_floats(value.type) or is_pointer(value.type):
                yield op, value


def _cache_table(module: ModuleOp, sources: Sources) -> Table:
    table = Table(
        "line", "source", "function", "value", "where", title="Kept for the reverse sweep"
    )
    table.add_column("bytes each", justify="right")
    total = 0
    for function in functions(module):
        for entry in _report(function):
            size = cast("IntegerAttr[Any]", entry["bytes"]).value.data
            total += size
            location = entry.get("location")
            table.add_row(
                *sources.describe(location.data if isinstance(location, StringAttr) else None),
                function.sym_name.data,
                str(entry["type"]),
                cast(StringAttr, entry["kind"]).data,
                str(size),
            )
    table.caption = f"{table.row_count} values, {total} bytes each time" if total else "Nothing."
    return table


def _report(function: FuncOp) -> Iterator[dict[str, Any]]:
    report = function.attributes.get(REPORT)
    if isinstance(report, ArrayAttr):
        for entry in cast("ArrayAttr[DictionaryAttr]", report).data:
            yield dict(entry.data)
