"""How the time to make a gradient grows with the program: each shape of `growing` at one size, at twice the size, and so on.

Processor time, without that of the last step, LLVM's compilation of the gradient. That of a stage divided by that at half the size is its growth: 2 where
it is linear.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import xdsl_enzyme as xe
from benchmarks.growing import ENTRY, SHAPES
from xdsl_enzyme.dialects.enzyme import Activity
from xdsl_enzyme.interop.wrapper import Mode, Request

STAGES = ("load", "differentiate", "write")

_GRADIENT = Request(
    Mode.REVERSE, (Activity.DUP, Activity.CONST), (Activity.ACTIVENONEED,), distinct=True
)

_SIZES = {"table": 50_000, "nested_loops": 2, "statements": 1_000, "chain": 10}
"""The smallest size where it is not `_SIZE`."""
_SIZE = 50


@dataclass
class Making:
    """What it took to make one gradient."""

    shape: str
    size: int
    seconds: dict[str, float] = field(default_factory=lambda: {})
    """By stage."""
    llvm_ir_lines: int = 0
    """Of the gradient, before it is optimised."""

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Time what is done inside."""
        start = process_time()
        yield
        self.seconds[name] = process_time() - start


def make(shape: str, size: int, level: int = 2) -> Making:
    """Make the gradient of a program, as far as LLVM IR."""
    making = Making(shape, size)
    with TemporaryDirectory() as directory:
        source = Path(directory) / f"{shape}.c"
        source.write_text(SHAPES[shape](size))
        with making.stage("load"):
            f = xe.load(source, ENTRY, optimisation_level=level, outputs="return")
    with making.stage("differentiate"):
        derivative = f.derivatives.get(_GRADIENT)
    with making.stage("write"):
        making.llvm_ir_lines = derivative.llvm_ir.count("\n")
    return making


def grow(
    shapes: Iterable[str], doublings: int, level: int, progress: Callable[[str], None]
) -> list[list[Making]]:
    """Each shape, at its smallest size and as many doubled ones."""
    make("statements", 10)  # Imports what the first gradient of a process needs.
    found: list[list[Making]] = []
    for shape in shapes:
        smallest = _SIZES.get(shape, _SIZE)
        sizes = [smallest << doubling for doubling in range(doublings + 1)]
        found.append([])
        for size in sizes:
            progress(f"{shape} {size}")
            found[-1].append(make(shape, size, level))
    return found


def growth_table(found: Sequence[Sequence[Making]]) -> str:
    """In Markdown, with the growth of each stage in parentheses."""
    lines = [
        f"| shape | size | {' | '.join(f'{stage} [s]' for stage in STAGES)} |",
        "| --- | ---: |" + " ---: |" * len(STAGES),
    ]
    for makings in found:
        for position, making in enumerate(makings):
            before = makings[position - 1].seconds if position else {}
            cells = [
                f"{making.seconds[stage]:.2f}"
                + (f" ({making.seconds[stage] / before[stage]:.1f})" if before.get(stage) else "")
                for stage in STAGES
            ]
            lines.append(f"| {making.shape} | {making.size} | {' | '.join(cells)} |")
    return "\n".join(lines)
