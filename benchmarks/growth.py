"""How the time to make a gradient grows with the program: each shape of `growing` at one size, at twice the size, and so on.

Processor time, without that of the last step, LLVM's compilation of the gradient. That of a stage divided by that at the size before is its growth: where it is
linear, the same as that of the number of operations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import xdsl_enzyme as xe
from benchmarks.growing import ENTRY, SHAPES
from benchmarks.record import Making
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.interop.wrapper import Mode, Request

STAGES = ("load", "differentiate", "write")

_GRADIENT = Request(
    Mode.REVERSE, (Activity.DUP, Activity.CONST), (Activity.ACTIVENONEED,), distinct=True
)

_SIZES = {"table": 50_000, "nested_loops": 2, "statements": 1_600, "chain": 10}
"""The smallest size where it is not `_SIZE`."""
_SIZE = 50
_LARGEST = {"nested_loops": 64, "chain": 160, "recursion": 800, "table": 3_200_000}
"""The largest size, for programs that a C compiler would not take beyond it, or that don't get more operations."""


def make(shape: str, size: int, level: int = 2) -> Making:
    """Make the gradient of a program, as far as LLVM IR."""
    making = Making(shape, size)
    with TemporaryDirectory() as directory:
        source = Path(directory) / f"{shape}.c"
        source.write_text(SHAPES[shape](size))
        with making.stage("load"):
            f = xe.load(source, ENTRY, optimisation_level=level, outputs="return")
    making.operations = sum(1 for _ in f.program.module.walk())
    with making.stage("differentiate"):
        derivative = f.derivatives.get(_GRADIENT)
    with making.stage("write"):
        making.llvm_ir_lines = derivative.llvm_ir.count("\n")
    return making


def grow(
    shapes: Iterable[str],
    doublings: int,
    level: int,
    progress: Callable[[str], None],
    most_operations: int | None = None,
) -> list[Making]:
    """
    Each shape, at its smallest size and as many doubled ones; or, where a number of operations is given, at quadrupled ones, until the program has that
    many.
    """
    make("statements", 10)  # Imports what the first gradient of a process needs.
    found: list[Making] = []
    for shape in shapes:
        size = _SIZES.get(shape, _SIZE)
        for step in count():
            if step > doublings and most_operations is None:
                break
            progress(f"{shape} {size}")
            found.append(make(shape, size, level))
            if most_operations is not None and found[-1].operations >= most_operations:
                break
            size *= 2 if most_operations is None else 4
            if size > _LARGEST.get(shape, size):
                break
    return found


def growth_table(found: Sequence[Making]) -> str:
    """In Markdown, with the growth of each number in parentheses."""
    lines = [
        f"| shape | size | operations | {' | '.join(f'{stage} [s]' for stage in STAGES)} | per operation [ms] |",
        "| --- | ---: | ---: |" + " ---: |" * (len(STAGES) + 1),
    ]
    before: Making | None = None
    for making in found:
        if before is not None and before.shape != making.shape:
            before = None
        operations = _grown(making.operations, before and before.operations, "d")
        stages = [
            _grown(making.seconds[stage], before and before.seconds[stage], ".2f")
            for stage in STAGES
        ]
        each = f"{sum(making.seconds.values()) / making.operations * 1e3:.2f}"
        cells = [making.shape, str(making.size), operations, *stages, each]
        lines.append(f"| {' | '.join(cells)} |")
        before = making
    return "\n".join(lines)


def _grown(value: float, before: float | None, pattern: str) -> str:
    return format(value, pattern) + (f" ({value / before:.1f})" if before else "")
