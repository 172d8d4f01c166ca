"""What is measured, and the file that it goes to."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import process_time

OUR_TOOL = "xdsl-enzyme"


@dataclass(frozen=True)
class Record:
    """One tool on one input. Times are in seconds, None where a number makes no sense or isn't known."""

    kernel: str
    size: str
    tool: str
    primal_s: float
    """
    Median time of the function itself: for tools that differentiate compiled code, and gradients by hand, compiled from the
    kernel's source; else as the tool computes it.
    """
    gradient_s: float
    """Median time of value and gradient, or of whatever derivative the kernel is about."""
    ratio: float
    """gradient_s / primal_s"""
    tape_bytes: int | None
    """
    The most memory that the gradient had allocated on the heap at a time: what it keeps from the forward sweep, and shadows of
    memory that the function allocates there. The stack is not counted.
    """
    peak_bytes: int | None
    """That, and the arguments and results of the gradient: arrays, and their derivatives."""
    compile_s: float | None
    """From the source to code that can be called, in a process that has compiled something else before."""
    cached_compile_s: float | None
    """The same, when it has been done before and nothing has changed."""
    max_relative_error: float | None
    """Largest difference from the reference, in proportion to the largest element of each array."""


@dataclass(frozen=True)
class Details:
    """What else is known about one input."""

    kernel: str
    size: str
    reference: str
    """Where the derivatives come from that errors are relative to."""
    compile_stages_s: Mapping[str, float]
    """What our `compile_s` consists of."""
    quartiles_s: Mapping[str, Sequence[float]]
    """By tool, the lower and the upper quartile of the times whose median is `gradient_s`."""
    left_out: Mapping[str, str] = field(default_factory=dict[str, str])
    """Tools that took no part, and why."""


@dataclass
class Making:
    """What it took to make one gradient, in processor time."""

    shape: str
    size: int
    seconds: dict[str, float] = field(default_factory=lambda: {})
    """By stage."""
    operations: int = 0
    """Of the program that is differentiated."""
    llvm_ir_lines: int = 0
    """Of the gradient, before it is optimised."""

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Time what is done inside."""
        start = process_time()
        yield
        self.seconds[name] = process_time() - start


@dataclass(frozen=True)
class Results:
    """What a run has measured, and where."""

    environment: Mapping[str, str]
    records: Sequence[Record]
    details: Sequence[Details] = ()
    growing: Mapping[str, str] = field(default_factory=dict[str, str])
    """
    If this is about how cost grows: by kernel what it grows with. The sizes of the records are its values, in ascending order.
    """
    makings: Sequence[Making] = ()
    """If this is about how the time to make gradients grows: by shape, in ascending order."""

    def write(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n")

    @staticmethod
    def read(path: Path) -> Results:
        """Read what `write` wrote."""
        data = json.loads(path.read_text())
        return Results(
            data["environment"],
            [Record(**record) for record in data["records"]],
            [Details(**details) for details in data["details"]],
            data.get("growing", {}),
            [Making(**making) for making in data.get("makings", ())],
        )
