"""Results as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.record import Record, Results


def markdown(results: Results) -> str:
    """The table of all records, the stages of compilation, and where it was measured."""
    parts = [
        _table(_COLUMNS, results.records),
        _compilation(results.records),
        "\n".join(f"* {name}: {value}" for name, value in results.environment.items()),
    ]
    return "\n\n".join(part for part in parts if part)


_START, _END = "<!-- results -->", "<!-- end of results -->"


def insert(results: Results, page: Path) -> None:
    """Replace what stands in a Markdown file between the comments ``results`` and ``end of results``."""
    before, start, rest = page.read_text().partition(_START)
    _, end, after = rest.partition(_END)
    if not (start and end):
        raise ValueError(f"{page} has no place for results: '{_START}' and '{_END}'")
    page.write_text(f"{before}{start}\n\n{markdown(results)}\n\n{end}{after}")


def _table(columns: dict[str, Callable[[Record], str]], records: Sequence[Record]) -> str:
    lines = [list(columns), ["---" if name in _LEFT else "---:" for name in columns]]
    lines += [[cell(record) for cell in columns.values()] for record in records]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _compilation(records: Sequence[Record]) -> str:
    staged = [record for record in records if record.compile_stages_s]
    if not staged:
        return ""
    names = list(staged[0].compile_stages_s or ())
    columns = {name: _COLUMNS[name] for name in ("kernel", "size")}
    columns |= {f"{name} [s]": _stage(name) for name in names}
    columns["all [s]"] = lambda record: _number(record.compile_s)
    columns["from cache [s]"] = lambda record: _number(record.cached_compile_s)
    return _table(columns, staged)


def _stage(name: str) -> Callable[[Record], str]:
    return lambda record: _number((record.compile_stages_s or {}).get(name))


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
_LEFT = {"kernel", "size", "tool"}
