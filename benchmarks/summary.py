"""How our gradients compare with those of each other tool, in one table per run.

::

    | kernel         | size    | gradient/function | by hand | JAX  |
    | lse            | n100000 |              0.63 |    1.41 | 8.20 |      by hand it takes 1.41 times as long as ours
    | geometric mean |         |              2.31 |    0.85 | 5.13 |
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import geometric_mean

from benchmarks.record import OUR_TOOL, Record

RATIO = "gradient/function"
"""The column of our own gradient's time over the function's; each other column is a tool's time over ours."""


def summarise(records: Sequence[Record]) -> list[dict[str, str]]:
    """A row by kernel and size where we took part, and one of the means over the rows where a tool took part."""
    ours = {(record.kernel, record.size): record for record in records if record.tool == OUR_TOOL}
    others = dict.fromkeys(record.tool for record in records if record.tool != OUR_TOOL)
    columns: dict[str, dict[tuple[str, str], float]] = {
        RATIO: {where: record.ratio for where, record in ours.items()}
    }
    for tool in others:
        columns[tool] = {
            where: record.gradient_s / ours[where].gradient_s
            for record in records
            if record.tool == tool and (where := (record.kernel, record.size)) in ours
        }
    rows = [
        {"kernel": kernel, "size": size}
        | {name: _number(column.get((kernel, size))) for name, column in columns.items()}
        for kernel, size in ours
    ]
    means = {
        name: _number(geometric_mean(column.values()) if column else None)
        for name, column in columns.items()
    }
    return [*rows, {"kernel": "geometric mean", "size": ""} | means]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
