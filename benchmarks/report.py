"""Results as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from benchmarks.growth import growth_table
from benchmarks.record import OUR_TOOL, Details, Record, Results
from benchmarks.summary import summarise

Row = TypeVar("Row")


def markdown(several: Sequence[Results]) -> str:
    """
    Of each run how we compare with the others, the table of all records, the stages of compilation, who took no part, and where it was measured; of measurements of growth how our
    tool's cost grows.
    """
    ordered = sorted(several, key=lambda one: (bool(one.makings), bool(one.growing)))
    return "\n\n".join(part for results in ordered for part in _parts(results) if part)


def _parts(results: Results) -> list[str]:
    flags = results.environment.get("flags", "")
    if results.makings:
        level = results.environment.get("level", "")
        return [f"### Growth with the program, {level}", growth_table(results.makings)]
    if results.growing:
        return [f"### Growth with the input, {flags}", _growth(results)]
    return [
        f"### {flags}",
        _summary(results),
        _table(_COLUMNS, results.records),
        _compilation(results),
        _left_out(results.details),
        "\n".join(f"* {name}: {value}" for name, value in results.environment.items()),
    ]


_START, _END = "<!-- results -->", "<!-- end of results -->"


def insert(several: Sequence[Results], page: Path) -> None:
    """Replace what stands in a Markdown file between the comments ``results`` and ``end of results``."""
    before, start, rest = page.read_text().partition(_START)
    _, end, after = rest.partition(_END)
    if not (start and end):
        raise ValueError(f"{page} has no place for results: '{_START}' and '{_END}'")
    page.write_text(f"{before}{start}\n\n{markdown(several)}\n\n{end}{after}")


def _table(columns: Mapping[str, Callable[[Row], str]], rows: Sequence[Row]) -> str:
    lines = [list(columns), ["---" if name in _LEFT else "---:" for name in columns]]
    lines += [[cell(row) for cell in columns.values()] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _summary(results: Results) -> str:
    """Our gradients' times over the function's, and the times of others over ours."""
    rows = summarise(results.records)
    return _table({name: itemgetter(name) for name in rows[0]}, rows)


def _compilation(results: Results) -> str:
    """How long our derivatives take to make, by stage."""
    made = {
        (record.kernel, record.size): record
        for record in results.records
        if record.tool == OUR_TOOL
    }
    rows = [
        (details, made[details.kernel, details.size])
        for details in results.details
        if (details.kernel, details.size) in made
    ]
    if not rows:
        return ""
    columns: dict[str, Callable[[tuple[Details, Record]], str]] = {
        "kernel": lambda row: row[0].kernel,
        "size": lambda row: row[0].size,
    }
    columns |= {f"{name} [s]": _stage(name) for name in rows[0][0].compile_stages_s}
    columns["all [s]"] = lambda row: _number(row[1].compile_s)
    columns["from cache [s]"] = lambda row: _number(row[1].cached_compile_s, ".3f")
    return _table(columns, rows)


def _stage(name: str) -> Callable[[tuple[Details, Record]], str]:
    return lambda row: _number(row[0].compile_stages_s.get(name))


def _left_out(details: Sequence[Details]) -> str:
    """Which tools took no part, where and why."""
    inputs: dict[tuple[str, str], list[str]] = {}
    for one in details:
        for tool, reason in one.left_out.items():
            inputs.setdefault((tool, reason), []).append(one.kernel)
    lines = [
        f"* {tool}: {reason} ({', '.join(dict.fromkeys(where)) if len(where) < len(details) else 'all'})"
        for (tool, reason), where in inputs.items()
    ]
    return "\n".join(["Left out:", "", *lines]) if lines else ""


def _growth(results: Results) -> str:
    """Each size, with how many times as much it costs as the size before."""
    rows: list[tuple[Record, Record | None]] = []
    for kernel in results.growing:
        before = None
        for record in results.records:
            if record.kernel == kernel and record.tool == OUR_TOOL:
                rows.append((record, before))
                before = record
    columns: dict[str, Callable[[tuple[Record, Record | None]], str]] = {
        "kernel": lambda row: row[0].kernel,
        "grows with": lambda row: results.growing[row[0].kernel],
        "size": lambda row: row[0].size,
        "function [ms]": lambda row: _grown(row, lambda record: record.primal_s * 1e3),
        "gradient [ms]": lambda row: _grown(row, lambda record: record.gradient_s * 1e3),
        "ratio": lambda row: _number(row[0].ratio),
        "tape [KiB]": lambda row: _grown(row, lambda record: (record.tape_bytes or 0) / 1024),
    }
    return _table(columns, rows)


def _grown(row: tuple[Record, Record | None], quantity: Callable[[Record], float]) -> str:
    record, before = row
    text = _number(quantity(record), ".3f")
    if before is None or not quantity(before):
        return text
    return f"{text} ({quantity(record) / quantity(before):.1f})"


def _number(value: float | None, pattern: str = ".2f") -> str:
    return "" if value is None else format(value, pattern)


def _size(count: int | None) -> str:
    if count is None:
        return ""
    amount = float(count)
    for unit in ("B", "KiB", "MiB"):
        if amount < 1024:
            return f"{amount:.3g} {unit}"
        amount /= 1024
    return f"{amount:.3g} GiB"


_COLUMNS: dict[str, Callable[[Record], str]] = {
    "kernel": lambda record: record.kernel,
    "size": lambda record: record.size,
    "tool": lambda record: record.tool,
    "function [ms]": lambda record: _number(record.primal_s * 1e3, ".3f"),
    "gradient [ms]": lambda record: _number(record.gradient_s * 1e3, ".3f"),
    "ratio": lambda record: _number(record.ratio),
    "tape": lambda record: _size(record.tape_bytes),
    "memory": lambda record: _size(record.peak_bytes),
    "error": lambda record: _number(record.max_relative_error, ".0e"),
}
_LEFT = {"kernel", "grows with", "size", "tool"}
