"""Runs kernels and measures all that a `Record` has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks import native
from benchmarks.catalogue import KERNELS, TINY, Kernel
from benchmarks.contestant import Contestant
from benchmarks.differences import FiniteDifferences
from benchmarks.differentiated import Stopwatch, cached_seconds, differentiate
from benchmarks.environment import describe
from benchmarks.memory import pin_allocator
from benchmarks.problem import Array, Problem, relative_error
from benchmarks.record import Record, Results
from benchmarks.timing import median_seconds

TOOL = "xdsl-enzyme"
BY_HAND = "by hand"
DIFFERENCES = "finite differences"
_PRIMAL = "primal"


@dataclass(frozen=True)
class Effort:
    """How much time measuring may take."""

    timing_s: float = 2.0
    """For the rounds of one kernel at one size."""
    differences_s: float = 0.1
    """For one gradient by finite differences; they are left out where it takes longer."""


def run(
    names: Iterable[str] = (),
    size: str | None = None,
    effort: Effort | None = None,
    progress: Callable[[str], None] = print,
) -> Results:
    """
    Measure the named kernels, or all, at one size, or at all but the tiny one. Raises `KeyError` for unknown names; a kernel
    that does not come in that size is left out.
    """
    environment = describe(native.compiler_version(KERNELS["lse"].source), pin_allocator())
    _warm_up()
    records: list[Record] = []
    for kernel in [KERNELS[name] for name in names] or KERNELS.values():
        for label, make_problem in kernel.sizes.items():
            if label == size or (size is None and label != TINY):
                progress(f"{kernel.name} {label}")
                records += measure(kernel, label, make_problem(), effort or Effort())
    return Results(environment, records)


def _warm_up() -> None:
    """Import and initialise all that the first derivative of a process needs."""
    kernel = KERNELS["lse"]
    differentiate(kernel, kernel.sizes[TINY](), Stopwatch())


def measure(kernel: Kernel, size: str, problem: Problem, effort: Effort) -> list[Record]:
    """One record per tool."""
    code = native.compile_native(kernel.source)
    primal = native.primal(code, kernel.function, problem)
    watch = Stopwatch()
    contestants = {
        TOOL: differentiate(kernel, problem, watch),
        BY_HAND: native.by_hand(
            native.compile_native(kernel.source_by_hand), kernel.by_hand, problem
        ),
    }
    if problem.returns_number and not primal.overwrites():
        pair_s = 2.0 * median_seconds({_PRIMAL: primal}, 0.0)[_PRIMAL]
        if pair_s * problem.unknowns < effort.differences_s:
            contestants[DIFFERENCES] = FiniteDifferences(code, kernel.function, problem)
    cached_s = cached_seconds(kernel, problem)
    seconds = median_seconds({_PRIMAL: primal, **contestants}, effort.timing_s)
    gradients = {tool: _gradient(contestant) for tool, contestant in contestants.items()}
    if problem.reference is not None:
        reference, origin = problem.reference, "ADBench"
    else:
        reference, origin = gradients[BY_HAND], BY_HAND
    return [
        _record(
            kernel,
            size,
            tool,
            contestant,
            (seconds[_PRIMAL], seconds[tool]),
            (watch, cached_s) if tool == TOOL else None,
            None if tool == origin else relative_error(reference, gradients[tool]),
            origin,
        )
        for tool, contestant in contestants.items()
    ]


def _gradient(contestant: Contestant) -> list[list[Array]]:
    """What a single call computes."""
    contestant.restore()
    contestant.call()
    return [[array.copy() for array in sweep] for sweep in contestant.gradient]


def _record(
    kernel: Kernel,
    size: str,
    tool: str,
    contestant: Contestant,
    seconds: tuple[float, float],
    compilation: tuple[Stopwatch, float] | None,
    error: float | None,
    reference: str,
) -> Record:
    primal_s, gradient_s = seconds
    watch, cached_s = compilation or (None, None)
    heap_bytes = contestant.count_allocations().peak
    return Record(
        kernel=kernel.name,
        size=size,
        tool=tool,
        primal_s=primal_s,
        gradient_s=gradient_s,
        ratio=gradient_s / primal_s,
        tape_bytes=heap_bytes,
        peak_bytes=heap_bytes + contestant.argument_bytes,
        compile_s=watch.total if watch else None,
        cached_compile_s=cached_s,
        compile_stages_s=watch.stages if watch else None,
        max_relative_error=error,
        reference=reference,
    )
