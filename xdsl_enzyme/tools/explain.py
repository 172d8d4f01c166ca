"""``xdsl-enzyme explain``: what takes part in the derivative and why, and what is kept for the reverse sweep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, cast

import typer
from rich.console import Console
from rich.table import Table
from xdsl.dialects.builtin import ArrayAttr, DictionaryAttr, IntegerAttr, ModuleOp, StringAttr
from xdsl.dialects.func import FuncOp
from xdsl.ir import Operation, SSAValue

from xdsl_enzyme.analyses.activity import ActivityAnalysis
from xdsl_enzyme.analyses.memory_accesses import MemoryAccesses
from xdsl_enzyme.analyses.points_to import is_pointer
from xdsl_enzyme.analyses.value_flow import walk_regions
from xdsl_enzyme.errors import source_location
from xdsl_enzyme.interop.derivative import Derivatives
from xdsl_enzyme.interop.program import Program, functions
from xdsl_enzyme.interop.requests import request_for_all
from xdsl_enzyme.interop.signature import Signature, infer_signature
from xdsl_enzyme.interop.wrapper import Mode, Request
from xdsl_enzyme.passes.lower_cache import REPORT
from xdsl_enzyme.rules.floats import has_floats
from xdsl_enzyme.tools.options import Constants, File, Flags, FunctionName, Level


def explain(
    file: File,
    function: FunctionName = None,
    level: Level = 2,
    flag: Flags = None,
    const: Constants = None,
    inactive: Annotated[
        bool, typer.Option("--inactive", help="Show only what takes no part.")
    ] = False,
) -> None:
    """
    Show which values take part in the derivative and why, and what the reverse sweep keeps, by source line.
    """
    program = Program.load(file, function, flags=flag or (), optimisation_level=level)
    signature = infer_signature(program.module, program.function)
    constants = [signature.position(name, "--const") for name in const or ()]
    request = request_for_all(signature, Mode.REVERSE, constants)
    derivative = Derivatives(program, signature.argument_names).make(request)
    console = Console(width=None if typer.get_text_stream("stdout").isatty() else 120)
    console.print(_arguments_table(signature, request))
    console.print(_activity_table(program, request, only_inactive=inactive))
    console.print(_cache_table(derivative.program.module))


def _arguments_table(signature: Signature, request: Request) -> Table:
    table = Table(title=str(signature), title_justify="left")
    for title in ("argument", "is", "activity"):
        table.add_column(title)
    for argument, activity in zip(signature.arguments, request.activity, strict=True):
        written = ", written" if argument.is_written else ""
        table.add_row(
            argument.name, argument.description + written, activity.value.removeprefix("enzyme_")
        )
    return table


def _activity_table(program: Program, request: Request, only_inactive: bool) -> Table:
    analysis = ActivityAnalysis(
        MemoryAccesses(program.module), program.function, request.activity, request.result_activity
    )
    table = Table(title="Activity", title_justify="left")
    for title in ("line", "operation", "active", "because"):
        table.add_column(title)
    rows: dict[tuple[str, str, bool, str], None] = {}
    for op, value in _explained_values(program.function):
        verdict = analysis.verdict(value)
        if not (only_inactive and verdict.active):
            rows[source_location(op) or "?", op.name, verdict.active, verdict.reason] = None
    for line, name, active, reason in rows:
        table.add_row(line, name, "yes" if active else "no", reason)
    return table


def _explained_values(function: FuncOp) -> Iterator[tuple[Operation, SSAValue]]:
    """The results that may have derivatives or shadows, with their ops."""
    for op in walk_regions(function):
        for value in op.results:
            if has_floats(value.type) or is_pointer(value.type):
                yield op, value


def _cache_table(module: ModuleOp) -> Table:
    table = Table(title="Kept for the reverse sweep", title_justify="left")
    for title in ("line", "function", "value", "where"):
        table.add_column(title)
    table.add_column("bytes each", justify="right")
    total = 0
    for function in functions(module):
        for entry in _report(function):
            size = cast("IntegerAttr[Any]", entry["bytes"]).value.data
            total += size
            location = entry.get("location")
            table.add_row(
                location.data if isinstance(location, StringAttr) else "?",
                function.sym_name.data,
                str(entry["type"]),
                cast(StringAttr, entry["kind"]).data,
                str(size),
            )
    table.caption = (
        f"{table.row_count} values, {total} bytes for each time round" if total else "Nothing."
    )
    return table


def _report(function: FuncOp) -> Iterator[dict[str, Any]]:
    report = function.attributes.get(REPORT)
    if isinstance(report, ArrayAttr):
        for entry in cast("ArrayAttr[DictionaryAttr]", report).data:
            yield dict(entry.data)
